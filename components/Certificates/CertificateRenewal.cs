using System.Globalization;

namespace EncryptionInTransit;

/// <summary>A certificate that is made anew because it comes to its end: the same key, and a new certificate.</summary>
/// <param name="Certificate">As <c>server certificate of db1</c>.</param>
/// <param name="End">When it stops being valid.</param>
/// <param name="EarlyRenewalHours">How long before.</param>
public sealed record CertificateRenewal(string Certificate, DateTimeOffset End, int EarlyRenewalHours)
{
    /// <summary>Whether the tls provider does it in a run at that time.</summary>
    public bool IsDue(DateTimeOffset now) => End - Early <= now;

    /// <summary>As <c>server certificate of db1 expires in 29 days, renewal starts at 30 days: it is made anew</c>.</summary>
    public string Sentence(DateTimeOffset now)
    {
        var left = End - now;
        var when = left < TimeSpan.Zero ? $"has expired {Text(-left)} ago" : $"expires in {Text(left)}";
        return $"{Certificate} {when} ({End.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)} UTC), renewal starts at {Text(Early)}: it is made anew";
    }

    private TimeSpan Early => TimeSpan.FromHours(EarlyRenewalHours);

    /// <summary>Whole units, rounded down: days from two days on, hours from two hours on, else minutes.</summary>
    private static string Text(TimeSpan span) =>
        span.TotalDays >= 2 ? Count((int)span.TotalDays, "day")
        : span.TotalHours >= 2 ? Count((int)span.TotalHours, "hour")
        : Count((int)span.TotalMinutes, "minute");

    private static string Count(int number, string unit) => number == 1 ? $"1 {unit}" : $"{number} {unit}s";
}
