namespace Pulumi.Engine.Deployment.Execution;

/// <summary>What all parts of one run share.</summary>
internal sealed record RunContext(
    DeploymentTarget Target,
    DeploymentOptions Options,
    SnapshotLedger Ledger,
    ProviderRegistry Providers,
    EventSink Events,
    TimeProvider Clock);
