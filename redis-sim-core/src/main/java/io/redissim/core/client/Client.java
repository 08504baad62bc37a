package io.redissim.core.client;

import io.redissim.core.bytes.Ascii;
import io.redissim.core.resp.RespWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the server remembers of one connection. Touched only behind the engine's door, but for what
 * says otherwise.
 */
public final class Client {
  /** What becomes of replies: {@code CLIENT REPLY}. */
  public enum ReplyMode {
    ON,
    OFF,
    /** The command after the one that runs is not answered. */
    SKIP_NEXT,
    /** The command that runs is not answered. */
    SKIP
  }

  /** About what the objects of one connection take, without its buffers. */
  public static final int OBJECT_BYTES = 1024;

  /** For a time: it did not happen. */
  public static final long NEVER = Long.MIN_VALUE;

  private final long id;
  private final ClientTransport transport;
  private final SendListener sendListener;
  private final long createdMillis;

  private int databaseIndex;
  private int protocol = 2;
  private boolean authenticated;
  private String user = "default";
  private byte[] name = Ascii.EMPTY;
  private byte[] libraryName = Ascii.EMPTY;
  private byte[] libraryVersion = Ascii.EMPTY;
  private ReplyMode replyMode = ReplyMode.ON;
  private boolean noEvict;
  private boolean noTouch;
  private boolean followsRedirects;
  private boolean closing;
  private boolean waiting;

  /**
   * Its requests run now: what is sent to it waits in {@link #held} for the reply to be written.
   */
  private boolean running;

  private final List<byte[]> held = new ArrayList<>(0);

  private boolean inTransaction;
  private int queuedCommands;
  private long queuedBytes;
  private int watchedKeys;
  private boolean watchedTouched;

  private boolean monitors;
  private boolean replica;
  private long uncountedOutput;
  private long wroteUpTo;
  private int channels;
  private int patterns;
  private int shardChannels;

  private long lastInteractionMillis;
  private long outputBytesSeen;
  private long overSoftLimitSince = NEVER;
  private String lastCommand = "NULL";
  private long commands;
  private long bytesIn;
  private long bytesOut;

  Client(
      long id,
      ClientTransport transport,
      SendListener sendListener,
      long nowMillis,
      boolean authenticated) {
    this.id = id;
    this.transport = transport;
    this.sendListener = sendListener;
    this.createdMillis = nowMillis;
    this.lastInteractionMillis = nowMillis;
    this.authenticated = authenticated;
  }

  /** From 1 on, never used twice by an engine. */
  public long id() {
    return id;
  }

  public ClientTransport transport() {
    return transport;
  }

  /** Whether it comes from this machine: loopback, a unix socket, or the same process. */
  public boolean isLocal() {
    String address = transport.remoteAddress();
    return address.startsWith("127.")
        || address.startsWith("[::1]")
        || address.startsWith("/")
        || address.startsWith("local:");
  }

  public long createdMillis() {
    return createdMillis;
  }

  public int databaseIndex() {
    return databaseIndex;
  }

  public void select(int databaseIndex) {
    this.databaseIndex = databaseIndex;
  }

  /** 2 or 3. */
  public int protocol() {
    return protocol;
  }

  public void protocol(int version) {
    protocol = version;
  }

  public boolean authenticated() {
    return authenticated;
  }

  public String user() {
    return user;
  }

  public void authenticate(String user) {
    this.user = user;
    this.authenticated = true;
  }

  /** Back to the state of a fresh connection; {@code authenticated}: none is required. */
  public void deauthenticate(boolean authenticated) {
    this.user = "default";
    this.authenticated = authenticated;
  }

  /** Empty: none. */
  public byte[] name() {
    return name;
  }

  public void name(byte[] name) {
    this.name = name;
  }

  public byte[] libraryName() {
    return libraryName;
  }

  public void libraryName(byte[] name) {
    libraryName = name;
  }

  public byte[] libraryVersion() {
    return libraryVersion;
  }

  public void libraryVersion(byte[] version) {
    libraryVersion = version;
  }

  public ReplyMode replyMode() {
    return replyMode;
  }

  public void replyMode(ReplyMode mode) {
    replyMode = mode;
  }

  /** {@code CLIENT REPLY}: whether the command that ended is answered. Called once for each. */
  public boolean answers() {
    ReplyMode mode = replyMode;
    if (mode == ReplyMode.SKIP_NEXT) {
      replyMode = ReplyMode.SKIP;
    } else if (mode == ReplyMode.SKIP) {
      replyMode = ReplyMode.ON;
    }
    return mode == ReplyMode.ON; // CLIENT REPLY ON itself is answered, whatever was before
  }

  public boolean noEvict() {
    return noEvict;
  }

  public void noEvict(boolean on) {
    noEvict = on;
  }

  /** Whether this client's reads leave the access clock of keys alone. */
  public boolean noTouch() {
    return noTouch;
  }

  public void noTouch(boolean on) {
    noTouch = on;
  }

  /** Whether it said that it goes where a redirection tells it to: CLIENT CAPA. */
  public boolean followsRedirects() {
    return followsRedirects;
  }

  public void followRedirects() {
    followsRedirects = true;
  }

  /** The connection ends once the reply to the command that runs is sent: nothing more is run. */
  public void close() {
    closing = true;
  }

  public boolean closing() {
    return closing;
  }

  /** The client waits for something, and its next requests with it, until it is resumed. */
  public boolean waiting() {
    return waiting;
  }

  public void await() {
    waiting = true;
  }

  /** It waits no longer; its requests go on when it is resumed. */
  public void goOn() {
    waiting = false;
  }

  public void resume() {
    waiting = false;
    transport.resume();
  }

  /**
   * Sends whole messages to this client, from within any command or between commands: a push, or
   * the reply that it waited for. They arrive behind everything sent to it before; behind the reply
   * to the command that runs, if that is its own, whatever CLIENT REPLY says. The array must never
   * change afterwards; it may be sent to any number of clients. A client that is closing gets
   * nothing more.
   */
  public void send(byte[] messages) {
    if (closing) {
      return;
    }
    if (running) {
      held.add(messages);
    } else {
      transport.send(messages);
      sendListener.sent(this, messages.length);
    }
  }

  /** Its requests run from now on, and their replies go to a writer. */
  public void beginRun() {
    running = true;
  }

  public void endRun() {
    running = false;
    if (!held.isEmpty()) {
      held.clear(); // left only where the client is closing
    }
  }

  /** Whether something was sent to it while its requests run. */
  public boolean holdsMessages() {
    return !held.isEmpty();
  }

  /** Writes what was sent to it meanwhile behind the reply that was just written. */
  public void releaseMessages(RespWriter out) {
    for (byte[] messages : held) {
      out.encoded(messages);
    }
    held.clear();
  }

  /** Whether its commands are queued: between MULTI and EXEC. */
  public boolean inTransaction() {
    return inTransaction;
  }

  public void inTransaction(boolean open) {
    inTransaction = open;
    queued(0, 0);
  }

  /** What waits for EXEC: commands, and bytes of their arguments. */
  public void queued(int commands, long bytes) {
    queuedCommands = commands;
    queuedBytes = bytes;
  }

  public int queuedCommands() {
    return queuedCommands;
  }

  public long queuedBytes() {
    return queuedBytes;
  }

  /** How many keys it watches. */
  public int watchedKeys() {
    return watchedKeys;
  }

  public void watches(int keys) {
    watchedKeys = keys;
  }

  /** A key that it watched was touched: its EXEC will run nothing. */
  public void touchWatched() {
    watchedTouched = true;
  }

  public void forgetTouch() {
    watchedTouched = false;
  }

  public boolean watchedTouched() {
    return watchedTouched;
  }

  /** Whether it watches what all clients do: {@code MONITOR}. */
  public boolean monitors() {
    return monitors;
  }

  public void monitors(boolean on) {
    monitors = on;
  }

  /** Whether it follows what this server does: {@code SYNC}, {@code PSYNC}. */
  public boolean replica() {
    return replica;
  }

  public void replica(boolean follows) {
    replica = follows;
  }

  /** Where in the stream of effects its last write ends. */
  public long wroteUpTo() {
    return wroteUpTo;
  }

  public void wroteUpTo(long offset) {
    wroteUpTo = offset;
  }

  /** As {@link #send}, of bytes that do not count against its output limits. */
  public void sendUncounted(byte[] messages) {
    uncountedOutput += messages.length;
    send(messages);
  }

  /** Of so many bytes that the peer has not taken, those that count against its output limits. */
  public long countedOutput(long unreadBytes) {
    uncountedOutput = Math.min(uncountedOutput, unreadBytes);
    return unreadBytes - uncountedOutput;
  }

  /** Whom it listens to: how many channels, patterns and shard channels. */
  public void subscriptions(int channels, int patterns, int shardChannels) {
    this.channels = channels;
    this.patterns = patterns;
    this.shardChannels = shardChannels;
  }

  public int channels() {
    return channels;
  }

  public int patterns() {
    return patterns;
  }

  public int shardChannels() {
    return shardChannels;
  }

  /** Whether it is of the class {@code pubsub}: it has limits of its own, and may be idle. */
  public boolean subscribed() {
    return channels + patterns + shardChannels > 0;
  }

  /** Lower case, {@code container|subcommand}; {@code NULL}: none yet, or one that is not known. */
  public String lastCommand() {
    return lastCommand;
  }

  /** It asks for this command, null: one that is not known, which may be refused yet. */
  public void asks(@Nullable String command) {
    lastCommand = command == null ? "NULL" : command;
  }

  /** A command has ended: it does not wait. */
  public void ran() {
    commands++;
  }

  /** When bytes came from the peer, or were seen to be taken by it. */
  public long lastInteractionMillis() {
    return lastInteractionMillis;
  }

  public void interacted(long nowMillis) {
    lastInteractionMillis = nowMillis;
  }

  /** So many bytes wait to be sent; a change since the last time means that the peer reads. */
  public void outputSeen(long bytes, long nowMillis) {
    if (bytes != outputBytesSeen) {
      outputBytesSeen = bytes;
      lastInteractionMillis = nowMillis;
    }
  }

  /** Since when more output waits than the soft limit allows; {@link #NEVER}: it does not. */
  public long overSoftLimitSince() {
    return overSoftLimitSince;
  }

  public void overSoftLimitSince(long millis) {
    overSoftLimitSince = millis;
  }

  public long commands() {
    return commands;
  }

  public long bytesIn() {
    return bytesIn;
  }

  public long bytesOut() {
    return bytesOut;
  }

  public void count(long in, long out) {
    bytesIn += in;
    bytesOut += out;
  }

  /** The transport as a particular kind, or null. For those who know their own connections. */
  public <T> @Nullable T transport(Class<T> kind) {
    return kind.isInstance(transport) ? kind.cast(transport) : null;
  }
}
