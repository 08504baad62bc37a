package io.redissim.cli;

import io.redissim.core.resp.Reply;

/** Asks the same again and again, across reconnects: what the measuring modes are made of. */
final class Probe {
  private static final String CLEAR_LINE = "\r\033[0K";
  private static final long RETRY_MICROS = 1_000_000;

  private final Session session;
  private final String[] command;

  Probe(Session session, String... command) {
    this.session = session;
    this.command = command;
  }

  Reply ask() {
    Output out = session.host().out();
    int tries = 0;
    while (true) {
      try {
        Reply reply = session.link().call(command);
        if (tries > 0) {
          out.print(CLEAR_LINE);
        }
        return reply;
      } catch (LinkException e) {
        if (!e.isLost()) {
          session.host().err().print("Error: " + e.getMessage() + "\n");
          throw new Exit(1);
        }
      }
      do {
        out.print(CLEAR_LINE + "Reconnecting... " + ++tries + "\r");
        session.host().sleepMicros(RETRY_MICROS);
      } while (!session.connect(true));
    }
  }
}
