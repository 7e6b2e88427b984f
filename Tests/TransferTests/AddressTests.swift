import Testing
import Transfer

@Suite("Addresses")
struct AddressTests {
    @Test(
        "only hosts of the public Internet are public",
        arguments: [
            ("8.8.8.8", true), ("1.1.1.1", true), ("172.15.255.255", true), ("172.16.0.0", false),
            ("172.31.255.255", false), ("172.32.0.0", true), ("10.1.2.3", false), ("127.0.0.1", false),
            ("127.255.255.254", false), ("0.0.0.0", false), ("100.63.255.255", true), ("100.64.0.1", false),
            ("100.127.255.255", false), ("100.128.0.0", true), ("169.254.169.254", false), ("192.168.0.1", false),
            ("192.0.0.8", false), ("192.0.1.1", true), ("192.0.2.7", false), ("198.17.255.255", true),
            ("198.18.0.1", false), ("198.19.255.255", false), ("198.20.0.0", true), ("198.51.100.1", false),
            ("203.0.113.9", false), ("223.255.255.255", true), ("224.0.0.1", false), ("255.255.255.255", false),
        ])
    func four(_ text: String, _ isPublic: Bool) throws {
        let bytes = text.split(separator: ".").compactMap { UInt8($0) }
        let address = try #require(NetworkAddress(bytes: bytes))
        #expect(address.isPublic == isPublic)
        #expect(address.description == text)
        // The same address, carried in one of version 6.
        let carried = try #require(NetworkAddress(bytes: [UInt8](repeating: 0, count: 10) + [255, 255] + bytes))
        #expect(carried.isPublic == isPublic)
        #expect(carried.isLoopback == address.isLoopback)
        let translated = try #require(
            NetworkAddress(bytes: [0, 0x64, 0xff, 0x9b] + [UInt8](repeating: 0, count: 8) + bytes))
        #expect(translated.isPublic == isPublic)
        let relayed = try #require(
            NetworkAddress(bytes: [0x20, 0x02] + bytes + [UInt8](repeating: 0, count: 10)))
        #expect(relayed.isPublic == isPublic)
    }

    @Test(
        "only the public range of version 6 is public",
        arguments: [
            ("2606:4700:4700:0:0:0:0:1111", true), ("2001:4860:4860:0:0:0:0:8888", true), ("0:0:0:0:0:0:0:1", false),
            ("0:0:0:0:0:0:0:0", false), ("fe80:0:0:0:0:0:0:1", false), ("fc00:0:0:0:0:0:0:1", false),
            ("fdff:0:0:0:0:0:0:1", false), ("ff02:0:0:0:0:0:0:1", false), ("2001:db8:0:0:0:0:0:1", false),
            ("2001:0:0:0:0:0:0:1", false), ("2001:1ff:0:0:0:0:0:1", false), ("2001:200:0:0:0:0:0:1", true),
            ("3fff:0:0:0:0:0:0:1", false), ("3fff:1000:0:0:0:0:0:1", true), ("4000:0:0:0:0:0:0:1", false),
            ("64:ff9b:1:0:0:0:808:808", false),
        ])
    func six(_ text: String, _ isPublic: Bool) throws {
        let bytes = text.split(separator: ":").compactMap { UInt16($0, radix: 16) }.flatMap {
            [UInt8($0 >> 8), UInt8($0 & 255)]
        }
        let address = try #require(NetworkAddress(bytes: bytes))
        #expect(address.isPublic == isPublic)
        #expect(address.description == text)
        #expect(address.isLoopback == (text == "0:0:0:0:0:0:0:1"))
    }

    @Test("bytes of another length are no address", arguments: [0, 1, 3, 5, 15, 17])
    func length(_ count: Int) { #expect(NetworkAddress(bytes: [UInt8](repeating: 8, count: count)) == nil) }

    @Test("an exception holds for the host that was named, and not after a redirect")
    func exceptions() throws {
        let inside = NetworkAddress.four(0x0a00_0001)
        let policy = AddressPolicy.publicOr(hosts: ["CRM.example"])
        #expect(policy.allows(inside, host: "crm.example"))
        #expect(!policy.allows(inside, host: "crm.example.org"))
        #expect(!policy.allows(inside, host: nil))
        #expect(!AddressPolicy.publicOnly.allows(inside, host: "crm.example"))
        #expect(AddressPolicy.any.allows(inside, host: nil))
        #expect(AddressPolicy.publicOnly.allows(.four(0x0808_0808), host: nil))
    }
}
