package io.redissim.server.against;

import io.redissim.core.bytes.Crc64;
import io.redissim.server.against.Pair.Replies;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What one server dumps means the same to the other. */
final class Dumps {
  private static final int FOOTER = 10;
  private static final String ELSEWHERE = "9";

  private static final List<String> STRINGS =
      List.of(
          "",
          "0",
          "-1",
          "127",
          "128",
          "40000",
          "-40000",
          "2147483648",
          "hello",
          "a".repeat(100),
          "ab".repeat(5000),
          "9223372036854775807",
          "x".repeat(70));

  private static final List<String> COLLECTIONS =
      List.of(
          "RPUSH dump a 1 -70000 b",
          "SADD dump 1 2 3",
          "SADD dump 1 100000 5000000000",
          "SADD dump a b c",
          "HSET dump f v g 2",
          "ZADD dump 1 a 2.5 b inf c",
          "XADD dump 1-1 f v g w",
          "PFADD dump a b c d e f",
          "GEOADD dump 13 38 a 15 37 b");

  private Dumps() {}

  /** What redis-server dumps, for both to restore. */
  static List<byte[]> payloads(Pair pair) throws IOException {
    List<byte[]> payloads = new ArrayList<>();
    for (String value : STRINGS) {
      pair.prepare("SET", "dump", value);
      payloads.add(dump(pair.theirs(), "dump"));
    }
    for (String command : COLLECTIONS) {
      pair.prepare("DEL", "dump");
      pair.prepare(command.split(" ", -1));
      payloads.add(dump(pair.theirs(), "dump"));
    }
    pair.prepare("DEL", "dump");
    return payloads;
  }

  static byte[] dump(Peer peer, String key) throws IOException {
    peer.send(Command.of("DUMP", key).encoded());
    return Wire.bulk(peer.reply());
  }

  /** As redis-server 7.0 would have written it: it refuses what a later version wrote. */
  static byte[] asVersion10(byte[] of8) {
    byte[] payload = StreamPayload.asOf7(of8);
    int footer = payload.length - FOOTER;
    payload[footer] = 10;
    long crc = Crc64.update(0, payload, 0, footer + 2);
    for (int i = 0; i < 8; i++) {
      payload[footer + 2 + i] = (byte) (crc >>> 8 * i);
    }
    return payload;
  }

  /** Each restores in another database what the other one dumps of database 0. */
  static void cross(Pair control, Report report) throws IOException {
    List<byte[]> keys =
        Wire.elements(control.call(Command.of("KEYS", "*")).theirs()).stream()
            .map(Wire::bulk)
            .toList();
    ByteArrayOutputStream forTheirs = new ByteArrayOutputStream();
    ByteArrayOutputStream forOurs = new ByteArrayOutputStream();
    List<byte[]> crossed = new ArrayList<>();
    for (byte[] key : keys) {
      byte[] encoding = control.call(Command.of("OBJECT", "ENCODING").with(key)).ours();
      boolean isSet = type(control, key).equals("+set\r\n");
      if (!isSet || !new String(encoding, Wire.CHARSET).contains("listpack")) { // not in 7.0
        Replies dumps = control.call(Command.of("DUMP").with(key));
        forTheirs.writeBytes(restore(key, asVersion10(Wire.bulk(dumps.ours()))));
        forOurs.writeBytes(restore(key, Wire.bulk(dumps.theirs())));
        crossed.add(key);
      }
    }
    control.prepare("SELECT", ELSEWHERE);
    control.theirs().send(forTheirs.toByteArray());
    control.ours().send(forOurs.toByteArray());
    for (byte[] key : crossed) {
      Replies restored = control.replies();
      report.compare(
          Command.of("RESTORE").with(key), restored.theirs(), restored.ours(), Comparison.EXACT);
    }
    for (byte[] key : crossed) {
      Replies digests = control.call(Command.of("DEBUG", "DIGEST-VALUE").with(key));
      Contents.compareDigests(control, key, digests, report);
      Contents.compareEncoding(control, key, report);
      if (type(control, key).equals("+stream\r\n")) {
        Command info = Command.of("XINFO", "STREAM").with(key);
        ask(control, info, report);
        ask(control, new Command(info.with(words("FULL")).words(), Comparison.IDLE), report);
      }
    }
    control.prepare("FLUSHDB");
    control.prepare("SELECT", "0");
  }

  private static List<byte[]> words(String... words) {
    return Command.of(words).words();
  }

  private static String type(Pair control, byte[] key) throws IOException {
    return new String(control.call(Command.of("TYPE").with(key)).theirs(), Wire.CHARSET);
  }

  private static byte[] restore(byte[] key, byte[] payload) {
    return Command.of("RESTORE").with(key).with(words("0")).with(payload).encoded();
  }

  private static void ask(Pair control, Command question, Report report) throws IOException {
    Replies replies = control.call(question);
    if (!report.roundIsOver()) {
      report.ran("restored", question);
      report.compare(question, replies.theirs(), replies.ours(), question.comparison());
    }
  }
}
