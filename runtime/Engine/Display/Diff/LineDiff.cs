namespace Pulumi.Engine.Display.Diff;

internal enum LineChange
{
    Same,
    Removed,
    Added,

    /// <summary>Unchanged lines left out.</summary>
    Gap,
}

/// <summary>The difference of two texts, line by line, with a few unchanged lines around each change.</summary>
internal static class LineDiff
{
    private const int Context = 3;

    /// <summary>Above this many pairs of lines in the changed middle, it is shown as removed and added as a whole.</summary>
    private const int MaximumPairs = 4_000_000;

    public static IReadOnlyList<(LineChange Change, string Line)> Compute(string old, string @new)
    {
        var (left, right) = (Lines(old), Lines(@new));
        var head = CommonPrefix(left, right);
        var tail = CommonSuffix(left, right, head);
        var changes = new List<(LineChange, string)>();
        changes.AddRange(left.Take(head).Select(line => (LineChange.Same, line)));
        changes.AddRange(Middle(left[head..^tail], right[head..^tail]));
        changes.AddRange(left.Skip(left.Length - tail).Select(line => (LineChange.Same, line)));
        return Shorten(changes);
    }

    private static string[] Lines(string text) => (text.EndsWith('\n') ? text[..^1] : text).Split('\n');

    private static int CommonPrefix(string[] left, string[] right)
    {
        var count = 0;
        while (count < left.Length && count < right.Length && left[count] == right[count])
            count++;
        return count;
    }

    private static int CommonSuffix(string[] left, string[] right, int head)
    {
        var count = 0;
        while (count < left.Length - head && count < right.Length - head && left[^(count + 1)] == right[^(count + 1)])
            count++;
        return count;
    }

    /// <summary>By the longest common subsequence.</summary>
    private static List<(LineChange, string)> Middle(string[] left, string[] right)
    {
        var changes = new List<(LineChange, string)>();
        var (i, j) = (0, 0);
        if ((long)left.Length * right.Length <= MaximumPairs)
        {
            var longest = new int[left.Length + 1, right.Length + 1];
            for (var a = left.Length - 1; a >= 0; a--)
            {
                for (var b = right.Length - 1; b >= 0; b--)
                    longest[a, b] = left[a] == right[b] ? longest[a + 1, b + 1] + 1 : Math.Max(longest[a + 1, b], longest[a, b + 1]);
            }
            while (i < left.Length && j < right.Length)
            {
                if (left[i] == right[j])
                    (_, j) = (Add(LineChange.Same, left[i++]), j + 1);
                else if (longest[i + 1, j] >= longest[i, j + 1])
                    Add(LineChange.Removed, left[i++]);
                else
                    Add(LineChange.Added, right[j++]);
            }
        }
        while (i < left.Length)
            Add(LineChange.Removed, left[i++]);
        while (j < right.Length)
            Add(LineChange.Added, right[j++]);
        return changes;

        bool Add(LineChange change, string line)
        {
            changes.Add((change, line));
            return true;
        }
    }

    private static List<(LineChange, string)> Shorten(List<(LineChange Change, string Line)> changes)
    {
        var near = new bool[changes.Count];
        for (var i = 0; i < changes.Count; i++)
        {
            if (changes[i].Change is LineChange.Same)
                continue;
            for (var at = Math.Max(0, i - Context); at <= Math.Min(changes.Count - 1, i + Context); at++)
                near[at] = true;
        }
        var shown = new List<(LineChange, string)>();
        for (var i = 0; i < changes.Count; i++)
        {
            if (near[i])
                shown.Add(changes[i]);
            else if (i == 0 || near[i - 1])
                shown.Add((LineChange.Gap, "..."));
        }
        return shown;
    }
}
