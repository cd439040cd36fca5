using Pulumi;
using Pulumi.Benchmark.Fleet;

return await Deployment.RunAsync(() =>
{
    var nodes = new Config().RequireInt32("nodes");
    for (var i = 1; i <= nodes; i++)
        _ = new Node($"node{i}");
});
