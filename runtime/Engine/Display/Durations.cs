using System.Globalization;

namespace Pulumi.Engine.Display;

/// <summary>Times as the displays print them.</summary>
internal static class Durations
{
    /// <summary>Below a second two decimals, else whole seconds: <c>0.25s</c>, <c>20s</c>, <c>1m5s</c>.</summary>
    public static string Done(TimeSpan time) =>
        time < TimeSpan.FromSeconds(1) ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.00}s") : Whole(time);

    public static string Running(TimeSpan time) => Whole(time);

    /// <summary>Of a whole run: rounded up.</summary>
    public static string Total(TimeSpan time) => Whole(TimeSpan.FromSeconds(Math.Ceiling(time.TotalSeconds)));

    private static string Whole(TimeSpan time)
    {
        var seconds = (long)time.TotalSeconds;
        return seconds < 60 ? $"{seconds}s"
            : seconds < 3600 ? $"{seconds / 60}m{seconds % 60}s"
            : $"{seconds / 3600}h{seconds / 60 % 60}m{seconds % 60}s";
    }
}
