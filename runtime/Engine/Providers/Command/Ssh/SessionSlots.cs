namespace Pulumi.Engine.Providers.Command.Ssh;

/// <summary>Bounds the sessions that are open at a time, and learns when a server allows fewer.</summary>
internal sealed class SessionSlots(int limit)
{
    private const int MostRefusalsWhenIdle = 5;
    private static readonly TimeSpan FirstPauseWhenIdle = TimeSpan.FromMilliseconds(100);

    private readonly SemaphoreSlim _free = new(limit);
    private int _open;

    public Task EnterAsync(CancellationToken cancel) => _free.WaitAsync(cancel);

    public void Leave() => _free.Release();

    public void Opened() => Interlocked.Increment(ref _open);

    public void Closed() => Interlocked.Decrement(ref _open);

    /// <summary>After a refusal: gives up this slot for good, since the server has none for it, and waits for another one.</summary>
    /// <param name="refusals">How often this command was refused.</param>
    /// <returns>False when no session is open that could make room: then the server refuses every session.</returns>
    public async Task<bool> WaitForAnotherAsync(int refusals, CancellationToken cancel)
    {
        if (Volatile.Read(ref _open) > 0)
        {
            await _free.WaitAsync(cancel);
            return true;
        }

        // The server may be a moment behind in counting a session that has ended, and we in one that has begun.
        await Task.Delay(FirstPauseWhenIdle * Math.Pow(2, Math.Min(refusals, MostRefusalsWhenIdle)), cancel);
        return refusals < MostRefusalsWhenIdle || Volatile.Read(ref _open) > 0;
    }
}
