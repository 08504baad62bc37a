package io.redissim.cli;

import io.redissim.core.resp.Reply;
import java.util.ArrayList;
import java.util.List;

/** SCAN from 0 to 0, with the pattern and the count of the command line. */
final class KeyScan {
  private final Session session;
  private String cursor = "0";
  private boolean started;

  KeyScan(Session session) {
    this.session = session;
  }

  boolean hasNext() {
    return !started || !cursor.equals("0");
  }

  List<Reply> next() {
    started = true;
    CliOptions options = session.options();
    List<String> command = new ArrayList<>(List.of("SCAN", cursor));
    if (options.pattern != null) {
      command.addAll(List.of("MATCH", options.pattern));
    }
    if (options.scanCount > 0) {
      command.addAll(List.of("COUNT", Integer.toString(options.scanCount)));
    }
    Reply reply;
    try {
      reply = session.link().call(command.toArray(String[]::new));
    } catch (LinkException e) {
      throw complaint("\nI/O error");
    }
    if (reply.isError()) {
      throw complaint("SCAN error: " + reply.text());
    }
    if (!reply.is(Reply.Type.ARRAY)) {
      throw complaint("Non ARRAY response from SCAN!");
    }
    if (reply.size() != 2) {
      throw complaint("Invalid element count from SCAN!");
    }
    cursor = reply.element(0).text();
    return reply.element(1).elements();
  }

  /** How many keys there are. */
  long databaseSize() {
    Reply reply;
    try {
      reply = session.link().call("DBSIZE");
    } catch (LinkException e) {
      throw complaint("\nI/O error");
    }
    if (reply.isError()) {
      throw complaint("Couldn't determine DBSIZE: " + reply.text());
    }
    if (!reply.is(Reply.Type.INTEGER)) {
      throw complaint("Non INTEGER response from DBSIZE!");
    }
    return reply.integer();
  }

  private Exit complaint(String text) {
    session.host().err().print(text + "\n");
    return new Exit(1);
  }
}
