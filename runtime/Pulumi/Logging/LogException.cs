namespace Pulumi;

/// <summary>A message that could not be sent to the engine.</summary>
public class LogException(Exception exception) : Exception("Error occurred during logging: " + exception.Message, exception);
