using EncryptionInTransit.Infra;
using Pulumi;

return await Deployment.RunAsync(StackProgram.RunAsync);
