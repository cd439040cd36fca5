using Pulumi.Engine.Providers;

namespace Pulumi.Engine.Tests.Properties;

/// <summary>What goes wrong with the provider calls of one run.</summary>
internal sealed class Faults(PlannedRun planned, CancellationTokenSource interrupt)
{
    private volatile bool _dead;

    /// <summary>A call hung, so the run was ended by force.</summary>
    public bool Hung { get; private set; }

    /// <summary>The process that asks is dead: calls that it made may come to their end, and it makes no others.</summary>
    public void Die() => _dead = true;

    public async Task BeforeAsync(string call, CancellationToken cancel)
    {
        RequireLife();
        await Task.Yield();
        if (planned.Failing.Contains(call))
            throw new ProviderException($"{call} fails");
        if (call == planned.Hanging)
        {
            Hung = true;
            await interrupt.CancelAsync();
            await Task.Delay(Timeout.Infinite, cancel);
        }
        if (planned.Kill is { CallsEnd: false })
            RequireLife();
    }

    private void RequireLife()
    {
        if (_dead)
            throw new ProviderException("the process is dead");
    }
}
