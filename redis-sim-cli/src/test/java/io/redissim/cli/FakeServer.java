package io.redissim.cli;

import io.redissim.core.resp.Reply;
import io.redissim.core.resp.ReplyParser;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;

/** Listens on a free port and answers each command with the RESP that a function makes of it. */
public final class FakeServer implements AutoCloseable {
  /** As an answer: closes the connection. */
  public static final String HANG_UP = "hang up";

  private final ServerSocket listener;
  private final Function<List<String>, String> answers;
  private final Queue<Socket> clients = new ConcurrentLinkedQueue<>();
  private final Queue<List<String>> commands = new ConcurrentLinkedQueue<>();

  public FakeServer(Function<List<String>, String> answers) throws IOException {
    this.listener = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    this.answers = answers;
    start(this::accept);
  }

  public int port() {
    return listener.getLocalPort();
  }

  /** All commands that came, in order. */
  public List<List<String>> commands() {
    return new ArrayList<>(commands);
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work, "fake-server");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = listener.accept();
        clients.add(client);
        start(() -> serve(client));
      }
    } catch (IOException e) {
      // close() ends the listener.
      return;
    }
  }

  /** Commands have the form of replies: arrays of bulk strings. */
  private void serve(Socket client) {
    ReplyParser parser = new ReplyParser();
    byte[] buffer = new byte[8192];
    try (client) {
      for (int read; (read = client.getInputStream().read(buffer)) > 0; ) {
        parser.feed(buffer, 0, read);
        for (Reply command = parser.next(); command != null; command = parser.next()) {
          List<String> words = command.elements().stream().map(Reply::text).toList();
          commands.add(words);
          String answer = answers.apply(words);
          if (answer.equals(HANG_UP)) {
            return;
          }
          client.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
        }
      }
    } catch (SocketException e) {
      // The client has gone, or close() was called.
      return;
    } catch (IOException e) {
      throw new AssertionError("not RESP", e);
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (Socket client : clients) {
      client.close();
    }
  }
}
