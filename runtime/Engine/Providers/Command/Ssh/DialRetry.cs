namespace Pulumi.Engine.Providers.Command.Ssh;

/// <summary>Attempts again after failures, with the official provider's pauses: 100 ms, each half as long again, 5 s at most.</summary>
internal sealed class DialRetry(TimeProvider clock)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);
    private const double Growth = 1.5;

    /// <param name="what">Begins the progress lines, for example <c>Dial</c>.</param>
    /// <param name="limit">Failures that are followed by another attempt; -1: without end.</param>
    /// <exception cref="ProviderException">The limit was reached, or another attempt cannot help.</exception>
    public async Task<T> RunAsync<T>(string what, int limit, Func<CancellationToken, Task<T>> attempt, Action<ProviderLog> log, CancellationToken cancel)
    {
        var pause = FirstPause;
        for (var failures = 0; ;)
        {
            try
            {
                return await attempt(cancel);
            }
            catch (DialException e) when (e.IsFinal)
            {
                throw new ProviderException($"{e.Message}\n{e.Cure}", e);
            }
            catch (DialException e) when (limit >= 0 && failures >= limit)
            {
                throw new ProviderException($"after {failures} failed attempts: {e.Message}\n{e.Cure}", e);
            }
            catch (DialException)
            {
                failures++;
                log(new ProviderLog(ProviderLogSeverity.Info, $"{what} {failures}/{(limit < 0 ? "inf" : limit)} failed: retrying", Ephemeral: true));
            }

            await Task.Delay(pause, clock, cancel);
            pause = TimeSpan.FromTicks(Math.Min((long)(pause.Ticks * Growth), LongestPause.Ticks));
        }
    }
}
