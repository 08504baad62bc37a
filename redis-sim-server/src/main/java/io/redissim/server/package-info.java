@NullMarked
package io.redissim.server;

import org.jspecify.annotations.NullMarked;
