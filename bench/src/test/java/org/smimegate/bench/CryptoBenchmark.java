package org.smimegate.bench;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Each operation of a gateway on one message, by both engines. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class CryptoBenchmark {
    @Param({"smimegate", "bcmail"})
    String engine = "";

    @Param({"4096", "102400", "26214400"})
    int bytes;

    private Work work;

    private record Work(MailEngine engine, byte[] message, byte[] encrypted, byte[] gcm, byte[] signed, byte[] both) {}

    /** Both engines read what ours wrote. */
    @Setup
    public void setUp() throws Exception {
        byte[] message = Mails.ofSize(bytes);
        SmimegateEngine writer = new SmimegateEngine();
        work = new Work(
                MailEngine.named(engine),
                message,
                written(out -> writer.encrypt(message, 1, out)),
                written(out -> writer.encryptGcm(message, out)),
                written(out -> writer.sign(message, out)),
                written(out -> writer.signAndEncrypt(message, out)));
    }

    @Benchmark
    public void sign() throws Exception {
        work.engine().sign(work.message(), OutputStream.nullOutputStream());
    }

    @Benchmark
    public void signEc() throws Exception {
        work.engine().signWithEc(work.message(), OutputStream.nullOutputStream());
    }

    @Benchmark
    public void encryptTo1() throws Exception {
        work.engine().encrypt(work.message(), 1, OutputStream.nullOutputStream());
    }

    @Benchmark
    public void encryptTo20() throws Exception {
        work.engine().encrypt(work.message(), Parties.MANY, OutputStream.nullOutputStream());
    }

    @Benchmark
    public void signEncrypt() throws Exception {
        work.engine().signAndEncrypt(work.message(), OutputStream.nullOutputStream());
    }

    @Benchmark
    public void decrypt() throws Exception {
        work.engine().decrypt(work.encrypted(), OutputStream.nullOutputStream());
    }

    @Benchmark
    public void decryptGcm() throws Exception {
        work.engine().decrypt(work.gcm(), OutputStream.nullOutputStream());
    }

    @Benchmark
    public void verify() throws Exception {
        work.engine().verify(work.signed(), OutputStream.nullOutputStream());
    }

    @Benchmark
    public void decryptVerify() throws Exception {
        work.engine().decryptAndVerify(work.both(), OutputStream.nullOutputStream());
    }

    private interface Writing {
        void to(OutputStream out) throws Exception;
    }

    private static byte[] written(Writing writing) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        writing.to(out);
        return out.toByteArray();
    }
}
