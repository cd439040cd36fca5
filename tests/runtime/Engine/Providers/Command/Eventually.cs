using System.Diagnostics;

namespace Pulumi.Engine.Tests.Providers.Command;

/// <summary>Waits until something is so, with a deadline.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    public static async Task Is(Func<bool> condition)
    {
        for (var time = Stopwatch.StartNew(); !condition(); await Task.Delay(20))
            Assert.True(time.Elapsed < Limit, "it did not come about in time");
    }
}
