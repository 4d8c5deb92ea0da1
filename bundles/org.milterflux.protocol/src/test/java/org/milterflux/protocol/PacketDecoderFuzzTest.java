package org.milterflux.protocol;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Any bytes, cut anywhere.
 *
 * <p>A normal test run replays the corpus and a bounded number of random inputs. The Maven profile {@code fuzz} lets Jazzer look
 * for more.
 */
class PacketDecoderFuzzTest {

    private static final long SEED = 20261124;

    /** Jazzer runs one target at a time: half of the inputs are raw, half get their framing as a present. */
    @FuzzTest(maxDuration = "2m")
    void decodesAnyBytes(FuzzedDataProvider data) {
        int step = data.consumeInt(1, 64);
        byte[] bytes = data.consumeBoolean() ? framed(data) : data.consumeRemainingAsBytes();
        DecoderOracle.check(bytes, () -> step);
    }

    private static byte[] framed(FuzzedDataProvider data) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        frame((byte) 'O', new byte[12], bytes);
        while (data.remainingBytes() > 0) {
            byte letter = data.consumeByte();
            frame(letter, data.consumeBytes(data.consumeInt(0, 80)), bytes);
        }
        return bytes.toByteArray();
    }

    @Test
    void decodesMutationsOfKnownPackets() {
        Random random = new Random(SEED);
        List<Sample> samples = Samples.all().toList();
        for (int i = 0; i < 5_000; i++) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            for (int packets = 1 + random.nextInt(3); packets > 0; packets--) {
                byte[] known = samples.get(random.nextInt(samples.size())).bytes();
                frame(known[4], mutate(Arrays.copyOfRange(known, 5, known.length), random), bytes);
            }
            DecoderOracle.check(bytes.toByteArray(), () -> 1 + random.nextInt(16));
        }
    }

    @Test
    void decodesNoise() {
        Random random = new Random(SEED);
        for (int i = 0; i < 5_000; i++) {
            byte[] bytes = new byte[random.nextInt(64)];
            random.nextBytes(bytes);
            Arrays.fill(bytes, 0, Math.min(bytes.length, random.nextInt(4)), (byte) 0);
            DecoderOracle.check(bytes, () -> 1 + random.nextInt(16));
        }
    }

    private static byte[] mutate(byte[] data, Random random) {
        byte[] mutant = Arrays.copyOf(data, Math.max(0, data.length + random.nextInt(5) - 2));
        for (int i = random.nextInt(3); i > 0 && mutant.length > 0; i--) {
            mutant[random.nextInt(mutant.length)] = (byte) random.nextInt(256);
        }
        return mutant;
    }

    private static void frame(byte letter, byte[] data, ByteArrayOutputStream out) {
        int length = data.length + 1;
        out.writeBytes(new byte[] {0, 0, (byte) (length >> 8), (byte) length, letter});
        out.writeBytes(data);
    }
}
