package io.redissim.core.config;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What certain texts must look like, with Redis' words for what does not. */
final class TextChecks {
  private static final int LONGEST_HOSTNAME = 255;
  private static final String NOT_IN_NODE_NAME = "!#$%&()*+;<>?@[]^{|}~";
  private static final Pattern BYTE = Pattern.compile("0|[1-9][0-9]{0,2}");
  private static final Pattern VARIABLE = Pattern.compile("\\{([^{}]*)}");
  private static final Set<String> FILLED_VARIABLES = Set.of("listen-addr", "port", "tls-port");
  private static final Set<String> EMPTY_VARIABLES =
      Set.of("title", "server-mode", "unixsocket", "config-file");

  private TextChecks() {}

  /** The name of a file in {@code dir}, not a path. */
  static TextType.Check baseName(String directive, String what) {
    return text -> {
      if (text.isEmpty()) {
        throw new ConfigRefusal(directive + " can't be empty");
      }
      if (text.indexOf('/') >= 0 || text.indexOf('\\') >= 0) {
        throw new ConfigRefusal(directive + " can't be a path, just a " + what);
      }
    };
  }

  static void clusterConfigFile(String text) throws ConfigRefusal {
    if (text.isEmpty()) {
      throw new ConfigRefusal("cluster-config-file can't be empty");
    }
  }

  static void hostname(String text) throws ConfigRefusal {
    if (text.length() > LONGEST_HOSTNAME) {
      throw new ConfigRefusal("Hostnames must be less than 256 characters");
    }
    if (!text.matches("[A-Za-z0-9.-]*")) {
      throw new ConfigRefusal(
          "Hostnames may only contain alphanumeric characters, hyphens or dots");
    }
  }

  static void nodeName(String text) throws ConfigRefusal {
    for (int i = 0; i < text.length(); i++) {
      if (NOT_IN_NODE_NAME.indexOf(text.charAt(i)) >= 0) {
        throw new ConfigRefusal("Announced human node name contained invalid character");
      }
    }
  }

  static void ipv4(String text) throws ConfigRefusal {
    if (!text.isEmpty() && !isIpv4(text)) {
      throw new ConfigRefusal("Invalid IPv4 address");
    }
  }

  static void ipv6(String text) throws ConfigRefusal {
    if (!text.isEmpty() && !isIpv6(text)) {
      throw new ConfigRefusal("Invalid IPv6 address");
    }
  }

  /**
   * Known variables in braces, a doubled brace for a brace, and not empty once the variables that
   * may be empty are. Source: {@code server.c:validateProcTitleTemplate}.
   */
  static void procTitle(String template) throws ConfigRefusal {
    Matcher variable = VARIABLE.matcher(template);
    StringBuilder title = new StringBuilder();
    int at = 0;
    while (at < template.length()) {
      if (template.startsWith("{{", at)) {
        title.append('{');
        at += 2;
      } else if (template.charAt(at) != '{') {
        title.append(template.charAt(at++));
      } else if (variable.find(at) && variable.start() == at && isKnown(variable.group(1))) {
        title.append(FILLED_VARIABLES.contains(variable.group(1)) ? "x" : "");
        at = variable.end();
      } else {
        throw badTemplate();
      }
    }
    if (title.toString().replace(" ", "").isEmpty()) {
      throw badTemplate();
    }
  }

  private static boolean isKnown(String variable) {
    return FILLED_VARIABLES.contains(variable) || EMPTY_VARIABLES.contains(variable);
  }

  private static ConfigRefusal badTemplate() {
    return new ConfigRefusal("template format is invalid or contains unknown variables");
  }

  private static boolean isIpv4(String text) {
    String[] bytes = text.split("\\.", -1);
    if (bytes.length != 4) {
      return false;
    }
    for (String part : bytes) {
      if (!BYTE.matcher(part).matches() || Integer.parseInt(part) > 255) {
        return false;
      }
    }
    return true;
  }

  /**
   * Eight groups of up to four hexadecimal digits, or fewer and one {@code ::}; IPv4 at the end.
   */
  private static boolean isIpv6(String text) {
    int gap = text.indexOf("::");
    if (gap >= 0) {
      int groups = groups(text.substring(0, gap), false) + groups(text.substring(gap + 2), true);
      return groups >= 0 && groups < 8;
    }
    return !text.isEmpty() && groups(text, true) == 8;
  }

  /** How many groups of 16 bits the text has, or a very negative number if it is wrong. */
  private static int groups(String text, boolean isEnd) {
    if (text.isEmpty()) {
      return 0;
    }
    String[] parts = text.split(":", -1);
    int count = 0;
    for (int i = 0; i < parts.length; i++) {
      if (parts[i].matches("[0-9A-Fa-f]{1,4}")) {
        count++;
      } else if (isEnd && i == parts.length - 1 && isIpv4(parts[i])) {
        count += 2;
      } else {
        return -100;
      }
    }
    return count;
  }
}
