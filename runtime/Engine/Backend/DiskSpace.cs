using System.Runtime.InteropServices;

namespace Pulumi.Engine.Backend;

/// <summary>Room on the disk behind the end of a file, whose length stays as it is.</summary>
internal static class DiskSpace
{
    /// <summary>Takes what a few operations at once have as their result, up to the size of a large output.</summary>
    private const long Room = 1 << 20;

    private const int KeepSize = 1;
    private const int NoSpace = 28;
    private const int QuotaExceeded = 122;

    /// <summary>Does nothing where the file system, or the operating system, cannot reserve.</summary>
    /// <param name="from">The length that the file is going to have.</param>
    /// <param name="until">What an earlier call returned; 0 at first.</param>
    /// <returns>The position up to which there is room now.</returns>
    /// <exception cref="IOException">The disk is full.</exception>
    public static long Reserve(FileStream file, long from, long until)
    {
        if (until >= from + (Room / 2) || !OperatingSystem.IsLinux() || !Environment.Is64BitProcess)
            return until;
        if (Allocate((int)file.SafeFileHandle.DangerousGetHandle(), KeepSize, from, Room) != 0
            && Marshal.GetLastPInvokeError() is NoSpace or QuotaExceeded)
            throw new IOException($"No space left on device : '{file.Name}'");
        return from + Room;
    }

    [DllImport("libc", EntryPoint = "fallocate", SetLastError = true)]
    private static extern int Allocate(int descriptor, int mode, long offset, long length);
}
