using Pulumi.Engine.Deployment;

namespace Pulumi.Engine.Display;

/// <summary>Shows one run; disposed when it is over, also after a failure that came without a summary.</summary>
public interface IRunDisplay : IEngineEvents, IDisposable
{
    /// <summary>A message of the command line itself, between the events.</summary>
    void Notice(string text);
}
