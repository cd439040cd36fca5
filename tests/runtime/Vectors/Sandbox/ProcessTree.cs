using System.Globalization;

namespace Pulumi.Engine.Vectors.Tests.Sandbox;

internal static class ProcessTree
{
    /// <returns>The process that another one started; null when there is none.</returns>
    public static int? OnlyChild(int process)
    {
        var children = File.ReadAllText($"/proc/{process}/task/{process}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return children.Length > 0 ? int.Parse(children[0], CultureInfo.InvariantCulture) : null;
    }
}
