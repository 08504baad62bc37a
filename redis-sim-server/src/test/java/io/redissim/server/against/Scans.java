package io.redissim.server.against;

import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;

/** SCAN and its kind from one cursor to the next: all elements come, in whatever order. */
final class Scans {
  private Scans() {}

  /** Of the keys of database 0, and of the elements of each. */
  static void compare(Pair control, Random random, Report report) throws IOException {
    String count = Integer.toString(1 + random.nextInt(20));
    compare(control, Command.of("SCAN"), count, report);
    for (byte[] key : Wire.elements(control.call(Command.of("KEYS", "*")).theirs())) {
      byte[] type = control.call(Command.of("TYPE").with(Wire.bulk(key))).theirs();
      String scan =
          switch (new String(type, Wire.CHARSET).strip()) {
            case "+set" -> "SSCAN";
            case "+hash" -> "HSCAN";
            case "+zset" -> "ZSCAN";
            default -> "";
          };
      if (!scan.isEmpty() && !report.roundIsOver()) {
        compare(control, Command.of(scan).with(Wire.bulk(key)), count, report);
      }
    }
  }

  private static void compare(Pair control, Command scan, String count, Report report)
      throws IOException {
    report.compareTexts(
        scan.toString(),
        all(control.theirs(), scan, count).toString(),
        all(control.ours(), scan, count).toString());
  }

  private static List<String> all(Peer peer, Command scan, String count) throws IOException {
    TreeSet<String> all = new TreeSet<>();
    byte[] cursor = Command.of("0").words().get(0);
    do {
      peer.send(scan.with(cursor).with(Command.of("COUNT", count).words()).encoded());
      List<byte[]> reply = Wire.elements(peer.reply());
      cursor = Wire.bulk(reply.get(0));
      for (byte[] element : Wire.elements(reply.get(1))) {
        all.add(text(element));
      }
    } while (cursor.length != 1 || cursor[0] != '0');
    return List.copyOf(all);
  }

  /** Of a score that number, for 7.0 prints it with more digits. */
  private static String text(byte[] element) {
    String text = new String(Wire.bulk(element), Wire.CHARSET);
    return text.matches("-?\\d+\\.\\d{10,}")
        ? "" + Double.parseDouble(text)
        : Wire.printable(element);
  }
}
