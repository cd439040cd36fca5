using Xunit;

namespace EncryptionInTransit.Lab;

/// <summary>A test that only a real ProxySQL can satisfy: skipped, with this reason, unless PROXYSQL_BINARY names one.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RealProxySqlFactAttribute : FactAttribute
{
    public RealProxySqlFactAttribute() => Skip = RealProxySql.MissingReason;
}

/// <inheritdoc cref="RealProxySqlFactAttribute"/>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RealProxySqlTheoryAttribute : TheoryAttribute
{
    public RealProxySqlTheoryAttribute() => Skip = RealProxySql.MissingReason;
}

/// <summary>A test of the stand-in's own ways: skipped while PROXYSQL_BINARY names a real one.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ProxySqlStandInFactAttribute : FactAttribute
{
    public ProxySqlStandInFactAttribute() => Skip = RealProxySql.PresentReason;
}

/// <inheritdoc cref="ProxySqlStandInFactAttribute"/>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ProxySqlStandInTheoryAttribute : TheoryAttribute
{
    public ProxySqlStandInTheoryAttribute() => Skip = RealProxySql.PresentReason;
}

internal static class RealProxySql
{
    private static readonly bool s_isThere = !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("PROXYSQL_BINARY"));

    public static string? MissingReason { get; } =
        s_isThere ? null : "needs a real ProxySQL: set PROXYSQL_BINARY=/path/to/proxysql (the stand-in forwards no queries)";

    public static string? PresentReason { get; } =
        s_isThere ? "about the stand-in, and PROXYSQL_BINARY names a real ProxySQL" : null;
}
