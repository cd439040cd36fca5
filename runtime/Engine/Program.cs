return await Pulumi.Engine.Commands.CommandLine.RunAsync(args);
