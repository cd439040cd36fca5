using System.Globalization;

namespace EncryptionInTransit.EndToEnd.Tests.Soak;

/// <summary>How long to walk, and where: see <c>tests/end-to-end/README.md</c>.</summary>
/// <param name="Duration">Ends the walk after the step in which it is over; null is never.</param>
internal sealed record SoakOptions(int Seed, int Steps, TimeSpan? Duration, bool WithSystemd)
{
    /// <summary>What <c>./test</c> takes, always the same ones: chance is for who has time for it.</summary>
    private const int Few = 4;

    private const int SeedOfFew = 7;

    public static SoakOptions FromEnvironment()
    {
        TimeSpan? duration = Variable("PULUMI_FAULTS_SOAK_MINUTES") is { } minutes
            ? TimeSpan.FromMinutes(double.Parse(minutes, CultureInfo.InvariantCulture))
            : null;
        var steps = Number("PULUMI_FAULTS_SOAK_STEPS") ?? (duration is null ? default(int?) : int.MaxValue);
        return new(
            Number("PULUMI_FAULTS_SEED") ?? (steps is null ? SeedOfFew : Random.Shared.Next()),
            steps ?? Few,
            duration,
            Variable("PULUMI_FAULTS_SOAK_NODES") switch
            {
                null or "init" => false,
                "systemd" => true,
                var other => throw new InvalidOperationException($"PULUMI_FAULTS_SOAK_NODES is '{other}': it is 'init' or 'systemd', or not set"),
            });
    }

    private static int? Number(string name) => Variable(name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name);
}
