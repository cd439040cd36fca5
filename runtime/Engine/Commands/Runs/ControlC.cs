namespace Pulumi.Engine.Commands.Runs;

/// <summary>
/// Ctrl-C as a key, for as long as it lives. As a signal the terminal would send it to the program and to the running commands too,
/// which end in order only when the engine alone decides.
/// </summary>
internal sealed class ControlC : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private readonly Lock _lock = new();
    private readonly Action _pressed;
    private readonly ITimer _timer;
    private bool _isOver;

    public ControlC(Action pressed, TimeProvider clock)
    {
        _pressed = pressed;
        Console.TreatControlCAsInput = true;
        _timer = clock.CreateTimer(_ => Poll(), null, Interval, Interval);
    }

    public void Dispose()
    {
        _timer.Dispose();
        lock (_lock)
        {
            _isOver = true;
            Console.TreatControlCAsInput = false;
        }
    }

    /// <summary>Asks, because a waiting read cannot be ended. Other keys have no meaning during a run.</summary>
    private void Poll()
    {
        if (!_lock.TryEnter())
            return;
        try
        {
            while (!_isOver && Console.KeyAvailable)
            {
                if (Console.ReadKey(intercept: true) is { Key: ConsoleKey.C, Modifiers: ConsoleModifiers.Control })
                    _pressed();
            }
        }
        finally
        {
            _lock.Exit();
        }
    }
}
