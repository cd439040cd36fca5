namespace Pulumi.Tls;

/// <summary>Inputs that are secret whatever they are made of.</summary>
internal static class Secret
{
    public static Input<T> Of<T>(Input<T>? value) => Output.CreateSecret(value.ToOutput());
}
