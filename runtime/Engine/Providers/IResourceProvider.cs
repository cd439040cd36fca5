using System.Collections.Immutable;
using Pulumi.Engine.Model;

namespace Pulumi.Engine.Providers;

/// <summary>
/// A provider inside the engine, with the calls of Pulumi's provider protocol. One instance per provider resource;
/// its methods are called concurrently.
/// </summary>
/// <remarks>
/// Secrets arrive unwrapped where <see cref="AcceptsSecrets"/> is false; the engine wraps outputs again whose same-named input
/// was secret, and every additional secret output.
/// </remarks>
public interface IResourceProvider : IAsyncDisposable
{
    /// <summary>Whether inputs keep their <see cref="PropertyValue.SecretValue"/> wrappers.</summary>
    bool AcceptsSecrets { get; }

    Task<CheckResult> CheckAsync(string urn, PropertyMap oldInputs, PropertyMap newInputs, CancellationToken cancel);

    Task<DiffResult> DiffAsync(DiffRequest request, CancellationToken cancel);

    /// <exception cref="ProviderException">The operation failed; nothing was created.</exception>
    Task<CreateResult> CreateAsync(CreateRequest request, CancellationToken cancel);

    /// <returns>The new outputs.</returns>
    /// <exception cref="ProviderException">The operation failed; the old outputs stay.</exception>
    Task<PropertyMap> UpdateAsync(UpdateRequest request, CancellationToken cancel);

    /// <exception cref="ProviderException">The operation failed; the resource stays in the state.</exception>
    Task DeleteAsync(DeleteRequest request, CancellationToken cancel);

    /// <returns>What is there now, or null when the resource is gone.</returns>
    Task<ReadResult?> ReadAsync(ReadRequest request, CancellationToken cancel);

    /// <summary>Calls a function of the provider, in previews too.</summary>
    /// <exception cref="ProviderException">There is no such function, or it failed.</exception>
    Task<InvokeResult> InvokeAsync(InvokeRequest request, CancellationToken cancel) =>
        throw new ProviderException($"the embedded engine has no function '{request.Token}'; use a resource instead, or install Pulumi");
}

/// <param name="Inputs">The inputs with the provider's defaults.</param>
/// <param name="Failures">Empty when the inputs are valid.</param>
public sealed record CheckResult(PropertyMap Inputs, ImmutableArray<CheckFailure> Failures);

public sealed record CheckFailure(string Property, string Reason);

public sealed record DiffRequest(string Urn, string Id, PropertyMap OldInputs, PropertyMap OldOutputs, PropertyMap NewInputs);

/// <param name="Replaces">Top-level inputs whose change calls for a replacement.</param>
/// <param name="Changed">Top-level inputs that differ.</param>
/// <param name="IsDetailed">Whether <paramref name="Changed"/> is all that displays need: they show those, also secret ones.</param>
public sealed record DiffResult(
    bool HasChanges, ImmutableArray<string> Replaces, ImmutableArray<string> Changed, bool DeleteBeforeReplace, bool IsDetailed = false);

/// <param name="Preview">True in a preview: nothing is touched, and what cannot be known is <see cref="PropertyValue.Unknown"/>.</param>
/// <param name="Log">Takes the lines that a long operation prints, as they come; the display shows the last one.</param>
public sealed record CreateRequest(string Urn, PropertyMap Inputs, bool Preview, TimeSpan? Timeout, Action<ProviderLog> Log);

public sealed record CreateResult(string Id, PropertyMap Outputs);

public sealed record UpdateRequest(
    string Urn, string Id, PropertyMap OldInputs, PropertyMap OldOutputs, PropertyMap NewInputs, bool Preview, TimeSpan? Timeout, Action<ProviderLog> Log);

public sealed record DeleteRequest(string Urn, string Id, PropertyMap Inputs, PropertyMap Outputs, TimeSpan? Timeout, Action<ProviderLog> Log);

public sealed record ReadRequest(string Urn, string Id, PropertyMap Inputs, PropertyMap Outputs);

public sealed record ReadResult(string Id, PropertyMap Inputs, PropertyMap Outputs);

/// <param name="Token">For example <c>command:local:run</c>.</param>
public sealed record InvokeRequest(string Token, PropertyMap Arguments, Action<ProviderLog> Log);

/// <param name="Failures">Arguments that are not valid; then there is no result.</param>
public sealed record InvokeResult(PropertyMap Return, ImmutableArray<CheckFailure> Failures);

/// <param name="Ephemeral">A progress line: shown in the row, not kept as a diagnostic.</param>
public sealed record ProviderLog(ProviderLogSeverity Severity, string Message, bool Ephemeral);

public enum ProviderLogSeverity
{
    Debug,
    Info,
    Warning,
    Error,
}

/// <summary>An operation of a provider failed, with a message for the user. Never holds a secret.</summary>
public sealed class ProviderException(string message, Exception? inner = null) : Exception(message, inner);
