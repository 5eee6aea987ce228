package org.smimegate.core.message;

import java.util.List;

/** Odd messages, as seeds and as material that other readers are asked about. */
final class OddMails {
    private OddMails() {}

    static final List<String> STRUCTURES = List.of(
            "Content-Type: multipart/mixed; boundary=b\n\npre\n--b\n\none\n--b\nX: y\n\ntwo\n\n--b--\npost\n",
            "Content-Type: multipart/mixed; boundary=\"b b\"\n\n--b b\n\none\n--b b--",
            "Content-Type: multipart/mixed; boundary=b\n\n--b\n\none\n--b \t\n\ntwo\n--b-- \n",
            "Content-Type: multipart/mixed; boundary=b\n\n--b\n\none\n--bx\n--b-\n-- b\n--b\n\ntwo\n--b--\n",
            "Content-Type: multipart/mixed; boundary=b\n\n--b\n\none\n--b\n\ntwo\nmore\n",
            "Content-Type: multipart/mixed; boundary=o\n\n--o\nContent-Type: multipart/mixed; boundary=i\n\n--i\n\ncut\n--o\n\ntwo\n--i\nx\n--o--\n",
            "Content-Type: multipart/mixed; boundary=a\n\n--a\nContent-Type: multipart/mixed; boundary=ab\n\n--ab\n\nx\n--ab--\n--a\n\ny\n--a--\n",
            "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: message/rfc822\n\nSubject: i\n\ninside\n--b--\n",
            "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\n--b\n\nx\n--b--\n",
            "no colon here\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\none\n--b--\n",
            "Content-Type: multipart/mixed; boundary=b\n\n--b\n\none\n\n--b--\n--b\n\nlate\n",
            "Content-Type: multipart/mixed (c); (d) boundary (e) = b (f)\n\n--b\n\none\n--b--\n",
            "Content-Type: multipart/mixed; boundary*=us-ascii''b\n\n--b\n\none\n--b--\n",
            "Content-Type: multipart/mixed; boundary*0=a; boundary*1=b\n\n--ab\n\none\n--ab--\n",
            "Content-Type: text/plain\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\none\n--b--\n",
            "Subject: x\n \nContent-Type: multipart/mixed;\n\tboundary=b\n\n--b\n\none\n--b--\n");

    /** Here readers differ: equal boundaries, text after a close-delimiter, boundaries in headers, two boundaries. */
    static final List<String> SEEDS = List.of(
            "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nx\n--b--\n",
            "Content-Type: multipart/mixed; boundary=b\n\n--b\n\none\n--b--x\n--b--\n",
            "Content-Type: multipart/mixed; boundary=a; boundary=b\n\n--a\n\none\n--a\n\ntwo\n--a--\n",
            "Content-Type: multipart/mixed; boundary=b\n\n--b\nX: y\n--b\n\ntwo\n--b--\n",
            "Content-Type: multipart/mixed; boundary=\"b\"junk; x=y\n\n--b\n\none\n--b--\n",
            "From: A <a@x.org>\r\nTo: b@y.org, Team: c@y.org;\r\nSubject: =?utf-8?Q?=C3=A4?=\r\nMIME-Version: 1.0\r\n"
                    + "Content-Type: multipart/signed; protocol=\"application/pkcs7-signature\"; micalg=sha-256; boundary=\"s\"\r\n\r\n"
                    + "--s\r\nContent-Type: multipart/mixed; boundary=m\r\n\r\n--m\r\n\r\ntext \r\n--m\r\nContent-Type: image/png; name*0=a; name*1=.png\r\n"
                    + "Content-Transfer-Encoding: base64\r\n\r\nQUJD\r\n--m--\r\n\r\n--s\r\nContent-Type: application/pkcs7-signature; name=smime.p7s\r\n"
                    + "Content-Transfer-Encoding: base64\r\n\r\nQUJDREVG\r\n--s--\r\n",
            "From: \"a, b\" <a@x.org> (c)\r\nResent-To: d@y.org\r\nContent-Type: application/x-pkcs7-mime; smime-type=enveloped-data;\r\n name*=utf-8''smime.p7m\r\n"
                    + "Content-Disposition: attachment; filename=\"smime.p7m\"\r\nContent-Transfer-Encoding: base64\r\n\r\nQUJDREVG\r\n",
            "From a@x.org now\nFrom: <a@b\u00fccher.example>\nContent-Type: multipart/digest; boundary=\"d\"\nContent-Transfer-Encoding: 8bit\n\npre \n--d\n\n"
                    + "Subject: \u00e4\nContent-Type: text/plain\nContent-Transfer-Encoding: quoted-printable\n\n=E4=\n \u00fc\n--d\nContent-Type: text/html; charset=x\n\n"
                    + "<p>From \u00ff\0\r\n--d--\npost \n",
            "Subject: x\r\n\r\nplain\r\n");
}
