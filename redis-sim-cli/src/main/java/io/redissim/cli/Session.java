package io.redissim.cli;

import io.redissim.core.resp.Reply;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The conversation with one server: connects when needed, sends commands, prints replies, remembers
 * what the prompt shows (database, transaction). Every decision, also the odd ones, follows Valkey
 * {@code valkey-cli.c}: cliConnect, cliReadReply, cliSendCommand, issueCommandRepeat.
 */
final class Session implements AutoCloseable {
  private final CliOptions options;
  private final Host host;
  private final Network network;
  private final ReplyFormatter formatter;
  private final boolean interactive;

  private Endpoint endpoint;
  private @Nullable volatile Link link;
  private boolean resp3;
  private int wantedDatabase;
  private int database;
  private boolean inTransaction;
  private int databaseBeforeTransaction;

  private @Nullable CommandHelp help;

  private boolean shuttingDown;
  private boolean monitoring;
  private boolean subscribed;
  private volatile boolean streamAborted;

  private boolean redirected;
  private boolean sendAsking;

  /**
   * @param interactive whether commands come from a prompt or from standard input, so that a lost
   *     connection is no reason to end
   */
  Session(CliOptions options, Host host, Network network, boolean interactive) {
    this.options = options;
    this.host = host;
    this.network = network;
    this.interactive = interactive;
    this.formatter = new ReplyFormatter(options.elementDelimiter, options.replyDelimiter);
    this.endpoint = options.endpoint();
    this.wantedDatabase = options.database;
    this.resp3 = !options.resp2 && (options.resp3 || options.resp3IfPossible);
  }

  Host host() {
    return host;
  }

  CliOptions options() {
    return options;
  }

  /** The connection that {@link #connect} made. */
  Link link() {
    Link known = link;
    if (known == null) {
      throw new Exit(1);
    }
    return known;
  }

  String prompt() {
    if (link == null) {
      return "not connected> ";
    }
    return endpoint.prompt()
        + (database != 0 ? "[" + database + "]" : "")
        + (inTransaction ? "(TX)" : "")
        + "> ";
  }

  // --- connecting -------------------------------------------------------------------------------

  /** Connects anew. Says why not, unless quiet. */
  boolean connect(boolean quiet) {
    disconnect();
    database = 0;
    inTransaction = false;
    try {
      link = network.connect(target());
    } catch (LinkException e) {
      if (!quiet) {
        host.err()
            .print("Could not connect to Redis at " + target() + ": " + e.getMessage() + "\n");
      }
      return false;
    }
    link().onPush(options.showPushes ? this::printPush : push -> {});
    return authenticate() && select() && switchProtocol();
  }

  void connectTo(String otherHost, int port) {
    endpoint = new Endpoint(otherHost, port, endpoint.socketPath());
    connect(false);
  }

  /** A redirection names a host and a port, also to a client that came through a unix socket. */
  private Endpoint target() {
    return redirected ? new Endpoint(endpoint.host(), endpoint.port(), null) : endpoint;
  }

  private boolean authenticate() {
    String password = options.password;
    if (password == null) {
      return true;
    }
    String user = options.user;
    Reply reply = user == null ? handshake("AUTH", password) : handshake("AUTH", user, password);
    return accepted(reply, "AUTH failed");
  }

  private boolean select() {
    if (wantedDatabase == database) {
      return true;
    }
    Reply reply = handshake("SELECT", Integer.toString(wantedDatabase));
    if (!accepted(reply, "SELECT " + wantedDatabase + " failed")) {
      return false;
    }
    database = wantedDatabase;
    return true;
  }

  private boolean switchProtocol() {
    if (!resp3) {
      return true;
    }
    Reply reply = handshake("HELLO", "3");
    return accepted(reply, "HELLO 3 failed") || (reply != null && !options.resp3);
  }

  private @Nullable Reply handshake(String... command) {
    try {
      return link().call(command);
    } catch (LinkException e) {
      host.err().print("\nI/O error\n");
      return null;
    }
  }

  private boolean accepted(@Nullable Reply reply, String complaint) {
    if (reply != null && reply.isError()) {
      host.err().print(complaint + ": " + reply.text() + "\n");
    }
    return reply != null && !reply.isError();
  }

  private void disconnect() {
    Link known = link;
    if (known != null) {
      known.close();
      link = null;
    }
  }

  @Override
  public void close() {
    disconnect();
  }

  /** Ends MONITOR or SUBSCRIBE from another thread; false if neither runs. */
  boolean abortStream() {
    Link known = link;
    if (!(monitoring || subscribed) || known == null) {
      return false;
    }
    streamAborted = true;
    known.close();
    return true;
  }

  // --- commands ---------------------------------------------------------------------------------

  /**
   * Runs the command as often as asked for (for ever if negative); false if it did not work out.
   */
  boolean run(List<String> command, long repeat) {
    String name = command.get(0);
    if (name.equalsIgnoreCase("help") || name.equals("?")) {
      help().print(command.subList(1, command.size()), host.out());
      return true;
    }
    while (true) {
      if ((redirected || link == null) && !connect(false)) {
        redirected = false;
        return false;
      }
      redirected = false;
      if (sendAsking && !ask()) {
        return false;
      }
      try {
        send(command, repeat);
      } catch (LinkException e) {
        printFailure(e);
        disconnect();
        return false;
      }
      if (!redirected) {
        return true;
      }
    }
  }

  CommandHelp help() {
    CommandHelp known = help;
    if (known == null) {
      if (link == null) {
        connect(true);
      }
      known = CommandHelp.from(link);
      help = known;
    }
    return known;
  }

  private boolean ask() {
    sendAsking = false;
    return accepted(handshake("ASKING"), "ASKING failed");
  }

  private void send(List<String> command, long repeat) throws LinkException {
    Words words = new Words(command);
    if (words.are(0, "sync") || words.are(0, "psync")) {
      host.err().print("The stream of SYNC and PSYNC is not supported by " + Main.PROGRAM + "\n");
      throw new Exit(1);
    }
    shuttingDown |= words.are(0, "shutdown");
    boolean verbatim = bringsItsOwnLayout(words);
    byte[] request = Requests.encode(command).toBytes();
    for (long left = repeat; left != 0; left -= left > 0 ? 1 : 0) {
      link().send(request);
      if (words.are(0, "monitor")) {
        monitor(verbatim);
        return;
      }
      if (words.are(0, "subscribe") || words.are(0, "psubscribe") || words.are(0, "ssubscribe")) {
        subscribed(verbatim);
        continue;
      }
      Reply reply = printReply(verbatim);
      if (reply != null) {
        remember(words, reply);
      }
      if (redirected || link == null) {
        return;
      }
      if (options.intervalMicros > 0) {
        host.sleepMicros(options.intervalMicros);
      }
      host.out().flush();
    }
  }

  private void monitor(boolean verbatim) {
    monitoring = true;
    while (monitoring) {
      Reply reply = printStreamed(verbatim);
      if (reply != null && reply.isError()) {
        monitoring = false;
      }
    }
  }

  private void subscribed(boolean verbatim) {
    if (options.format != ReplyFormat.RAW) {
      host.out().print("Reading messages... (press Ctrl-C to quit)\n");
    }
    subscribed = true;
    link().onPush(null);
    while (subscribed) {
      Reply reply = printStreamed(verbatim);
      if (reply != null && reply.isError()) {
        subscribed = false;
        link().onPush(options.showPushes ? this::printPush : push -> {});
      }
    }
  }

  /** A stream that breaks ends the program; null if the user ended it. */
  private @Nullable Reply printStreamed(boolean verbatim) {
    try {
      return printReply(verbatim);
    } catch (LinkException e) {
      printFailure(e);
      throw new Exit(1);
    }
  }

  /** Waits for a reply and prints it; null where there is nothing to be said about it. */
  private @Nullable Reply printReply(boolean verbatim) throws LinkException {
    host.out().flush();
    Reply reply;
    try {
      reply = link().receive();
    } catch (LinkException e) {
      return replyFailed(e);
    }
    if (options.clusterMode && reply.isError() && redirect(reply.text())) {
      return reply;
    }
    if (!interactive && options.errorStatus && reply.isError()) {
      host.err().print(reply.text() + "\n");
      throw new Exit(1);
    }
    host.out()
        .print(verbatim ? formatter.verbatim(reply) : formatter.format(reply, options.format));
    host.out().flush();
    return reply;
  }

  private @Nullable Reply replyFailed(LinkException e) throws LinkException {
    if (streamAborted) {
      streamAborted = false;
      monitoring = false;
      subscribed = false;
      connect(false);
      return null;
    }
    if (shuttingDown) {
      disconnect();
      return null;
    }
    if (interactive && e.isLost()) {
      throw e;
    }
    printFailure(e);
    throw new Exit(1);
  }

  private void printFailure(LinkException e) {
    host.err().print("Error: " + e.getMessage() + "\n");
  }

  private void printPush(Reply push) {
    boolean invalidation =
        options.format == ReplyFormat.STANDARD && ReplyFormatter.isInvalidation(push);
    host.out()
        .print(
            invalidation
                ? ReplyFormatter.invalidation(push)
                : formatter.format(push, options.format));
  }

  /** Follows {@code MOVED 3999 127.0.0.1:6381} and {@code ASK …}; false for any other error. */
  private boolean redirect(String error) {
    boolean ask = error.startsWith("ASK ");
    if (!ask && !error.startsWith("MOVED ")) {
      return false;
    }
    String[] words = error.split(" ", 3);
    int colon = words.length == 3 ? words[2].lastIndexOf(':') : -1;
    if (colon < 0) {
      return false;
    }
    endpoint =
        new Endpoint(
            words[2].substring(0, colon),
            Numbers.leadingInt(words[2].substring(colon + 1)),
            endpoint.socketPath());
    if (interactive) {
      host.out()
          .print(
              "-> Redirected to slot ["
                  + words[1]
                  + "] located at "
                  + endpoint.host()
                  + ":"
                  + endpoint.port()
                  + "\n");
    }
    redirected = true;
    sendAsking = ask;
    return true;
  }

  /** What the prompt shows, and what a reconnect restores. */
  private void remember(Words words, Reply reply) {
    boolean worked = !reply.isError();
    int count = words.count();
    if (words.are(0, "select") && count == 2 && worked) {
      database = Numbers.leadingInt(words.at(1));
      wantedDatabase = database;
    } else if (words.are(0, "auth") && (count == 2 || count == 3)) {
      select();
    } else if (words.are(0, "multi") && count == 1 && worked) {
      inTransaction = true;
      databaseBeforeTransaction = database;
    } else if (words.are(0, "exec") && count == 1 && inTransaction) {
      inTransaction = false;
      if (!worked || reply.is(Reply.Type.NIL)) {
        database = databaseBeforeTransaction;
        wantedDatabase = database;
      }
    } else if (words.are(0, "discard") && count == 1 && worked) {
      inTransaction = false;
      database = databaseBeforeTransaction;
      wantedDatabase = database;
    } else if (words.are(0, "reset") && count == 1 && worked) {
      inTransaction = false;
      database = 0;
      wantedDatabase = 0;
      resp3 = false;
    }
  }

  /** Replies that are laid out text, shown as they are in every format. */
  private static boolean bringsItsOwnLayout(Words words) {
    int count = words.count();
    return words.are(0, "info")
        || words.are(0, "lolwut")
        || words.are(0, "debug", "htstats")
        || words.are(0, "debug", "htstats-key")
        || words.are(0, "debug", "client-eviction")
        || words.are(0, "memory", "malloc-stats")
        || words.are(0, "memory", "doctor")
        || (count == 2 && words.are(0, "cluster", "nodes"))
        || (count == 2 && words.are(0, "cluster", "info"))
        || words.are(0, "client", "list")
        || words.are(0, "client", "info")
        || (count == 3 && words.are(0, "latency", "graph"))
        || (count == 2 && words.are(0, "latency", "doctor"))
        || words.are(0, "proxy", "info");
  }

  /** The words of a command, compared without regard to case. */
  private record Words(List<String> words) {
    int count() {
      return words.size();
    }

    String at(int index) {
      return words.get(index);
    }

    boolean are(int from, String... expected) {
      if (words.size() < from + expected.length) {
        return false;
      }
      for (int i = 0; i < expected.length; i++) {
        if (!words.get(from + i).toLowerCase(Locale.ROOT).equals(expected[i])) {
          return false;
        }
      }
      return true;
    }
  }
}
