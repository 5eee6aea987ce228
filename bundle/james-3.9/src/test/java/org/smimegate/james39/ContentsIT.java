package org.smimegate.james39;

import org.smimegate.bundle.jar.ContentsContract;

class ContentsIT extends ContentsContract {}
