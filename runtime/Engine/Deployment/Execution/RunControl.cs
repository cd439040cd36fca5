using Pulumi.Engine.Deployment.Registration;

namespace Pulumi.Engine.Deployment.Execution;

/// <summary>Whether a run goes on, and what of it is still under way.</summary>
internal sealed class RunControl : IDisposable
{
    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _stopping = new();
    private TaskCompletionSource _idle = Completed();
    private int _underWay;

    /// <summary>Set once nothing new may begin.</summary>
    public CancellationToken Stopping => _stopping.Token;

    /// <summary>Whether a step failed, in a run that goes on or not.</summary>
    public bool Failed { get; private set; }

    /// <summary>Whether the program asked for something that cannot be done.</summary>
    public bool Refused { get; private set; }

    /// <summary>Something failed; with <paramref name="goOn"/> the rest still runs.</summary>
    public void Fail(bool goOn)
    {
        Failed = true;
        if (!goOn)
            Stop();
    }

    /// <summary>The program asked for something that cannot be done, and the display knows: the run ends.</summary>
    public void Refuse()
    {
        Refused = true;
        Stop();
    }

    /// <summary>Nothing new begins from now on.</summary>
    public void Stop() => _stopping.Cancel();

    /// <exception cref="RunStoppedException">Nothing new may begin.</exception>
    public void ThrowIfStopping()
    {
        if (_stopping.IsCancellationRequested)
            throw new RunStoppedException();
    }

    /// <summary>Marks work as under way until the result is disposed.</summary>
    /// <exception cref="RunStoppedException">Nothing new may begin.</exception>
    public IDisposable Enter()
    {
        lock (_lock)
        {
            ThrowIfStopping();
            if (_underWay++ == 0)
                _idle = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
        return new Work(this);
    }

    /// <summary>Ends when nothing is under way.</summary>
    public Task IdleAsync()
    {
        lock (_lock)
            return _idle.Task;
    }

    public void Dispose() => _stopping.Dispose();

    private void Leave()
    {
        lock (_lock)
        {
            if (--_underWay == 0)
                _idle.SetResult();
        }
    }

    private static TaskCompletionSource Completed()
    {
        var source = new TaskCompletionSource();
        source.SetResult();
        return source;
    }

    private sealed class Work(RunControl control) : IDisposable
    {
        private int _left;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _left, 1) == 0)
                control.Leave();
        }
    }
}
