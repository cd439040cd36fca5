namespace Pulumi.Engine.Vectors.Tests.Comparison;

/// <summary>What to tell of two texts that should be one.</summary>
internal static class LineDifference
{
    private const int Shown = 40;

    /// <returns>Lines of the recording alone with -, ours alone with +; null when there are none.</returns>
    public static string? Of(string recorded, string ours)
    {
        if (recorded == ours)
            return null;
        var (left, right) = (recorded.Split('\n'), ours.Split('\n'));
        var common = new int[left.Length + 1, right.Length + 1];
        for (var i = left.Length - 1; i >= 0; i--)
        {
            for (var j = right.Length - 1; j >= 0; j--)
                common[i, j] = left[i] == right[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
        }
        var lines = new List<string>();
        for (int i = 0, j = 0; i < left.Length || j < right.Length;)
        {
            if (i < left.Length && j < right.Length && left[i] == right[j])
                (i, j) = (i + 1, j + 1);
            else if (j == right.Length || (i < left.Length && common[i + 1, j] >= common[i, j + 1]))
                lines.Add($"- {left[i++]}");
            else
                lines.Add($"+ {right[j++]}");
        }
        return string.Join('\n', lines.Take(Shown)) + (lines.Count > Shown ? $"\n… {lines.Count - Shown} more" : "");
    }
}
