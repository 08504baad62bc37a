package io.redissim.cli;

import io.redissim.core.resp.Reply;

/** {@code --scan}: prints every key. */
final class ScanMode {
  private final Session session;

  ScanMode(Session session) {
    this.session = session;
  }

  int run() {
    Output out = session.host().out();
    KeyScan scan = new KeyScan(session);
    while (scan.hasNext()) {
      for (Reply key : scan.next()) {
        ByteText line = new ByteText();
        if (session.options().format == ReplyFormat.STANDARD) {
          line.appendQuoted(key.bytes());
        } else {
          line.append(key.bytes());
        }
        out.print(line.append('\n'));
      }
      if (session.options().intervalMicros > 0) {
        session.host().sleepMicros(session.options().intervalMicros);
      }
    }
    return 0;
  }
}
