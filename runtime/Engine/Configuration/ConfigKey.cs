namespace Pulumi.Engine.Configuration;

/// <summary>A configuration key: <c>namespace:name</c>. A name alone is one of the project.</summary>
public sealed record ConfigKey(string Namespace, string Name)
{
    public string Full => $"{Namespace}:{Name}";

    /// <summary>As lists show it: without the project's namespace.</summary>
    public string Display(string project) => Namespace == project ? Name : Full;

    /// <exception cref="ConfigurationException">Not a key.</exception>
    public static ConfigKey Parse(string text, string project)
    {
        var parts = text.Split(':');
        return parts.Length switch
        {
            1 when parts[0].Length > 0 => new(project, parts[0]),
            2 when parts[0].Length > 0 && parts[1].Length > 0 => new(parts[0], parts[1]),
            // An older form with a literal "config" in the middle.
            3 when parts[1] == "config" && parts[0].Length > 0 && parts[2].Length > 0 => new(parts[0], parts[2]),
            _ => throw new ConfigurationException(
                $"invalid configuration key: could not parse {text} as a configuration key " +
                "(configuration keys should be of the form `<namespace>:<name>`)"),
        };
    }
}
