using System.Globalization;

namespace Pulumi.Engine.Backend.State;

/// <summary>Times in the backend's files: RFC 3339, UTC, trailing zeros of the fraction dropped.</summary>
internal static class StateTime
{
    public static string Format(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);

    /// <summary>As it names backup and history files.</summary>
    public static long UnixNanoseconds(DateTimeOffset time) => (time - DateTimeOffset.UnixEpoch).Ticks * TimeSpan.NanosecondsPerTick;
}
