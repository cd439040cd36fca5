namespace Pulumi.Engine.Commands.Stacks;

/// <summary>How long ago something was, in one unit.</summary>
internal static class RelativeTime
{
    public static string Describe(TimeSpan age) => age.TotalSeconds switch
    {
        < 1 => "now",
        < 60 => Of((int)age.TotalSeconds, "second"),
        < 3600 => Of((int)age.TotalMinutes, "minute"),
        < 86_400 => Of((int)age.TotalHours, "hour"),
        < 604_800 => Of((int)age.TotalDays, "day"),
        < 2_592_000 => Of((int)age.TotalDays / 7, "week"),
        < 31_104_000 => Of((int)age.TotalDays / 30, "month"),
        _ => Of((int)age.TotalDays / 365, "year"),
    };

    private static string Of(int count, string unit) => $"{count} {unit}{(count == 1 ? "" : "s")} ago";
}
