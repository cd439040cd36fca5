using System.Globalization;

namespace EncryptionInTransit;

/// <summary>The time that makes a request differ from run to run, so that each run looks at the clients again.</summary>
internal static class LookedAt
{
    /// <summary>ISO 8601 in UTC; null in the phases in which a second run has nothing to do.</summary>
    public static string? Text(SecureTransportPhase phase, DateTimeOffset time) => phase == SecureTransportPhase.Audit
        ? time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture)
        : null;
}
