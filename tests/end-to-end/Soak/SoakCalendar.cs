namespace EncryptionInTransit.EndToEnd.Tests.Soak;

/// <summary>
/// The day on which the walk is. It begins years ago and goes towards today, so that what was issued is valid for the servers and
/// clients of today as well; certificates live for many years, and are made anew when they are three weeks old, CAs after two months.
/// </summary>
internal sealed class SoakCalendar
{
    public const int CaValidityHours = ValidityHours + 60 * 24;

    public const int ValidityHours = 15 * 365 * 24;

    public const int EarlyRenewalHours = ValidityHours - 20 * 24;

    private const int LongestPause = 15;

    private int _daysAgo = 12 * 365;

    /// <summary>As faketime takes it.</summary>
    public string Clock => $"-{_daysAgo}d";

    public int DaysAgo => _daysAgo;

    public void GoOn(Random random) => _daysAgo = Math.Max(1, _daysAgo - random.Next(LongestPause + 1));
}
