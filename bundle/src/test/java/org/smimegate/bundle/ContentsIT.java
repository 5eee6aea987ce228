package org.smimegate.bundle;

import org.smimegate.bundle.jar.ContentsContract;

class ContentsIT extends ContentsContract {}
