package org.smimegate.core.cms;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.smimegate.core.message.Base64Output;
import org.smimegate.core.message.Entity;
import org.smimegate.core.message.HeaderField;

/** A CMS object as an entity, in base64; its body ends in a line end. */
record CmsEntity(List<HeaderField> fields, CmsObject object) implements Entity {
    /** Writes its BER bytes. */
    interface CmsObject {
        void writeTo(OutputStream out) throws IOException;
    }

    @Override
    public void writeBody(OutputStream out) throws IOException {
        Base64Output base64 = new Base64Output(out);
        object.writeTo(base64);
        base64.finish();
    }
}
