namespace Pulumi.Testing;

/// <summary>Stands for the engine and its providers in a test.</summary>
public interface IMocks
{
    /// <summary>A resource is registered, or read if <see cref="MockResourceArgs.Id"/> is set.</summary>
    /// <returns>its id and its outputs, by name</returns>
    Task<(string? id, object state)> NewResourceAsync(MockResourceArgs args);

    /// <summary>A function of a provider is called.</summary>
    Task<object> CallAsync(MockCallArgs args);

    /// <summary>A component, or the stack, registers its outputs.</summary>
    Task RegisterResourceOutputs(MockRegisterResourceOutputsRequest args) => Task.CompletedTask;
}
