package io.redissim.server;

/** The server as a program. */
public final class Main {
  private Main() {}

  public static void main(String[] args) throws InterruptedException {
    RedisSimServer server = RedisSimServer.builder().port(6379).start();
    Runtime.getRuntime().addShutdownHook(new Thread(server::close, "shutdown"));
    Thread.currentThread().join();
  }
}
