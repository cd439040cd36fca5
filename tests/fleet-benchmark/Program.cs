using EncryptionInTransit.FleetBenchmark;

var sizes = args.Length == 0 ? [5, 50] : args.Select(ParseNodes).ToArray();
await Ansible.EnsureInstalledAsync();
var table = new ResultTable(Console.Out);
foreach (var size in sizes)
{
    await using var fleet = await Fleet.StartAsync(size);
    using var bareSsh = new BareSsh(fleet);
    await table.AddAsync(fleet, "bare ssh", "install, issuing included, restart", bareSsh.InstallAsync);
    await table.AddAsync(fleet, "bare ssh", "re-issue, issuing included, reload", bareSsh.ReissueAsync);
    await bareSsh.RemoveAsync();

    var ansible = new Ansible(fleet, bareSsh);
    await table.AddAsync(fleet, "Ansible", "install, issuing not included", ansible.RunAsync);
    await table.AddAsync(fleet, "Ansible", "nothing to change", ansible.RunAsync);
    await bareSsh.RemoveAsync();

    using var stack = await EncryptedFleet.CreateAsync(fleet);
    await table.AddAsync(fleet, "pulumiw up", "install", stack.InstallAsync);
    await table.AddAsync(fleet, "pulumiw up", "nothing to change", stack.UpAsync);
    await table.AddAsync(fleet, "pulumiw up", "re-issue of the server certificates", stack.ReissueAsync);
    await table.AddAsync(fleet, "pulumiw destroy", "uninstall", stack.UninstallAsync);
    table.Compare(size);
}

static int ParseNodes(string text) => int.TryParse(text, out var nodes) && nodes > 0
    ? nodes
    : throw new ArgumentException($"'{text}' is not a number of nodes, as in `dotnet run -- 5 50`");
