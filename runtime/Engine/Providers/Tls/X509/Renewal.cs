using System.Globalization;
using Pulumi.Engine.Model;

namespace Pulumi.Engine.Providers.Tls.X509;

/// <summary>When a certificate is due for its replacement: <c>earlyRenewalHours</c> before its end.</summary>
internal static class Renewal
{
    public const string EarlyRenewalHours = "earlyRenewalHours";
    public const string ReadyForRenewal = "readyForRenewal";
    public const string ValidityEndTime = "validityEndTime";

    /// <summary>What a certificate made or updated now says of itself: true only when it will be due at any later time.</summary>
    public static bool IsAlwaysReady(PropertyMap inputs) =>
        inputs.Number("validityPeriodHours") is { } validity
        && (validity == 0 || inputs.Number(EarlyRenewalHours) >= validity);

    /// <param name="outputs">Holds the end of the validity.</param>
    /// <param name="earlyRenewalHours">Null: not known yet, so nothing is due.</param>
    public static bool IsDue(PropertyMap outputs, double? earlyRenewalHours, DateTimeOffset now) =>
        earlyRenewalHours is { } hours
        && outputs.Text(ValidityEndTime) is { } text
        && End(text).AddHours(-hours) <= now;

    /// <summary>RFC 3339 in UTC, fractions without trailing zeros.</summary>
    public static string Format(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);

    private static DateTimeOffset End(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var end)
            ? end
            : throw new ProviderException($"Failed to parse data from string: {text} (the state's '{ValidityEndTime}' is not an RFC 3339 time)");
}
