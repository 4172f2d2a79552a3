package dev.cenote.internal.managed;
import dev.cenote.internal.Engine; import dev.cenote.internal.memory.Storage; import dev.cenote.internal.plan.Geometry;
final class ChannelsFirst implements Engine.Pooling { ChannelsFirst(Geometry g) {} public void run(Storage in, Storage out, long begin, long end) { throw new IllegalStateException(); } }
