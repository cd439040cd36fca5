using System.Diagnostics;
using System.Globalization;
using Pulumi;
using Pulumi.Command.Local;

// Commands that write down what they do (the file "log") and what is there (the folder "files"), and the ways in which a program fails.
return await Deployment.RunAsync(() =>
{
    var config = new Config();
    var folder = config.Require("folder");
    var (generation, edit) = (config.GetInt32("generation") ?? 1, config.GetInt32("edit") ?? 1);
    var commands = new List<Command>();
    for (var i = 0; i < (config.GetInt32("commands") ?? 0); i++)
    {
        // Every other one is deleted before it is replaced, and then has one file for all generations.
        var before = i % 2 == 1;
        var file = before ? $"files/c{i}" : $"files/c{i}.{generation}";
        // Nothing but SIGKILL ends a command that is held.
        string Do(string verb, string effect) =>
            $"trap '' TERM INT; printf '{verb} c{i} {generation}\\n' >>log; sleep 0.02; while [ -e hold ]; do sleep 0.02; done; {effect}";
        commands.Add(new(
            $"c{i}",
            new()
            {
                Dir = folder,
                Create = Do("create", $"printf {generation}.$EDIT >{file}"),
                Update = Do("update", $"printf {generation}.$EDIT >{file}"),
                Delete = Do("delete", $"rm -f {file}"),
                Triggers = new object[] { generation },
                Environment = { ["EDIT"] = edit.ToString(CultureInfo.InvariantCulture), ["PASSWORD"] = Output.CreateSecret("s3cret-value") },
            },
            new() { DeleteBeforeReplace = before, DependsOn = i % 3 == 2 ? [.. commands] : [] }));
    }
    return Behave(config.Get("behaviour") ?? "");
});

static Dictionary<string, object?> Behave(string behaviour)
{
    const int megabyte = 1 << 20;
    switch (behaviour)
    {
        case "throw":
            throw new InvalidOperationException("the program throws");
        case "hang":
            new TaskCompletionSource().Task.Wait(); // nobody ever completes it
            break;
        case "leave":
            Environment.Exit(0);
            break;
        case "die":
            Process.GetCurrentProcess().Kill();
            break;
        case "print":
            Console.WriteLine(new string('o', megabyte));
            for (var i = 0; i < megabyte / 64; i++)
                Console.Error.WriteLine(new string('e', 63));
            break;
        case "print binary":
            using (var output = Console.OpenStandardOutput())
                output.Write([.. Enumerable.Range(0, 256).Select(b => (byte)b), (byte)'\n']);
            break;
    }
    return [];
}
