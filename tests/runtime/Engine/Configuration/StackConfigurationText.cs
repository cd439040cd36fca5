using Pulumi.Engine.Configuration;

namespace Pulumi.Engine.Tests.Configuration;

internal static class StackConfigurationText
{
    /// <summary>The values of a Pulumi.&lt;stack&gt;.yaml of the project <c>demo</c>.</summary>
    public static IReadOnlyDictionary<string, ConfigValue> Parse(string text)
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, text);
            return StackConfiguration.Load(path, "demo").Values;
        }
        finally
        {
            File.Delete(path);
        }
    }
}
