package org.smimegate.admin.cert.trial;

/** Judges certificates for one purpose. */
interface Trial {
    Judgement judge(Specimen specimen);
}
