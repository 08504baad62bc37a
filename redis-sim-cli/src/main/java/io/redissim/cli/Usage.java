package io.redissim.cli;

/** What {@code --help} prints. */
final class Usage {
  private static final String TEXT =
      """
      Usage: redis-sim-cli [option ...] [command [argument ...]]
             redis-sim-cli benchmark [option ...]      (see redis-sim-cli benchmark --help)

      Sends a command and prints the reply; without a command, prompts for them. The options are
      redis-cli's.

      Server
        -h <host>            name or address (127.0.0.1)
        -p <port>            port (6379)
        -s <path>            unix socket, instead of host and port
        -u <uri>             redis://[[user:]password@][host[:port]][/database]
        -t <seconds>         give up connecting after this time (0: when the system does)
        -n <number>          database (0)
        -a, --pass <text>    password; the variable REDISCLI_AUTH is the safer way
        --user <name>        user, for ACLs; goes with a password
        --askpass            ask for the password
        --no-auth-warning    no warning about a password on the command line
        -2, -3               speak RESP2, RESP3
        -c                   follow redirections of a cluster (MOVED, ASK)

      Command
        -x                   standard input is the last argument
        -X <tag>             standard input is the argument that equals <tag>
        --quoted-input       arguments are quoted strings: '"a\\x00b"'
        -r <count>           run it <count> times, a negative number for ever
        -i <seconds>         pause between two runs, or two steps of a mode below
        -e                   exit with 1 if the reply is an error
        --eval <file>        EVAL the script; keys and arguments follow, with " , " between them

      Output (raw unless standard output is a terminal)
        --raw, --no-raw      values only; values with type, number and quotes
        --csv                comma separated values
        --json               JSON (RESP3 if the server has it)
        --quoted-json        JSON, other bytes than printable ASCII escaped
        -d <text>            between the elements of a raw reply (\\n)
        -D <text>            after each raw reply (\\n)
        --show-pushes <yn>   print pushes of RESP3 (yes if standard output is a terminal)

      Modes
        --scan               print all keys
        --bigkeys            find the keys with most elements or bytes
        --memkeys            find the keys that take most memory
        --memkeys-samples <n>  the same, n elements of each looked at
        --hotkeys            find the keys that are used most (needs an LFU maxmemory-policy)
        --pattern <glob>, --quoted-pattern <glob>  only keys that match
        --count <n>          COUNT for SCAN
        --pipe               send standard input, which is RESP, and count the replies
        --pipe-timeout <s>   seconds to wait for the last reply (30; 0: for ever)
        --stat               a line of figures per second, or per -i
        --latency            time of PING: min, max, average
        --latency-history    the same, a new line every 15 seconds, or every -i
        --latency-dist       spectrum of it; --mono without colours

        --help, --version
      """;

  private Usage() {}

  static String text() {
    return Main.PROGRAM + " " + Main.version() + "\n\n" + TEXT;
  }
}
