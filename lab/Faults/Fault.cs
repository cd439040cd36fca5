namespace EncryptionInTransit.Lab.Faults;

/// <summary>Something broken. Disposing mends it, once; when that fails, it throws.</summary>
internal sealed class Fault(Func<Task> mend) : IAsyncDisposable
{
    private Func<Task>? _mend = mend;

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _mend, null) is { } mend)
            await mend();
    }
}
