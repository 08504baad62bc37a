package io.redissim.core.introspect;

import java.util.List;

/**
 * The process around an engine, as far as reports and a few commands need it. An engine that runs
 * in nobody's server has {@link #NONE}. Called behind the engine's door.
 */
public interface Host {
  /** Tells nothing and does nothing. */
  Host NONE = new Host() {};

  /** Processor time that the process has used, in microseconds. */
  record CpuTime(long userMicros, long systemMicros) {}

  default long processId() {
    return 0;
  }

  /** 40 hexadecimal digits, others in each run. */
  default String runId() {
    return "0".repeat(40);
  }

  /** Name, release and machine: {@code Linux 6.1 x86_64}. */
  default String operatingSystem() {
    return "";
  }

  /** Version of the Java platform. */
  default String javaVersion() {
    return "";
  }

  /** How it waits for sockets: epoll, nio. */
  default String multiplexing() {
    return "";
  }

  /** The TCP port, 0 if there is none. */
  default int port() {
    return 0;
  }

  /** What it listens on, each as {@code name=tcp,bind=127.0.0.1,port=6379}. */
  default List<String> listeners() {
    return List.of();
  }

  /** The path of the program. */
  default String executable() {
    return "";
  }

  /** The absolute path of the configuration file; empty: there is none. */
  default String configFile() {
    return "";
  }

  /** Memory of the process that is in RAM, in bytes; 0: unknown. */
  default long residentBytes() {
    return 0;
  }

  /** What the Java heap takes of it, used or not, in bytes. */
  default long heapBytes() {
    return 0;
  }

  /** RAM of the machine, in bytes; 0: unknown. */
  default long machineBytes() {
    return 0;
  }

  default CpuTime cpuTime() {
    return new CpuTime(0, 0);
  }

  /** Gives back what can be given back; false: it cannot. */
  default boolean collectGarbage() {
    return false;
  }

  /** Lets real time pass, behind the door, so that everybody waits; false: it cannot. */
  default boolean sleep(long micros) {
    return false;
  }

  /** Begins to end the server, after the caller has returned; false: it cannot. */
  default boolean shutDown() {
    return false;
  }
}
