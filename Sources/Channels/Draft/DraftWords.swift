/// Names that providers give to things, in English, Indonesian, Spanish and Portuguese, each with how surely it means that: 10 is certain.
///
/// Names are compared in lower case, without anything but letters and digits; also together with the object around them, so that
/// `senderid` stands for `sender_id` and for `sender.id`.
enum DraftWords {
    static let text = table(
        (
            10,
            "textbody messagetext messagebody textmessage bodytext pesan isipesan mensaje mensagem texto teks textplain messagecontent"
        ),
        (9, "text body content message msg contenido conteudo conteúdo bodyplain plaintext newtext"),
        (
            8,
            "caption komentar pertanyaan comment comments question comentario comentário pregunta pergunta isi consulta"
        ),
        (7, "inquiry enquiry catatan keterangan buttontext buttonreplytitle listreplytitle commentbody transcript"),
        (6, "postbacktitle quickreplytext buttonpayload"),
        (4, "note notes details description deskripsi descripcion descrição title payload reply html htmlbody bodyhtml")
    )

    static let senderID = table(
        (
            10,
            "senderid fromid authorid visitorid customerid senderuserid fromuserid sendernumber sourceuserid senderkey"
        ),
        (
            9,
            "userid contactid waid psid chatuserid clientid enduserid requesterid memberid subscriberid usuarioid clienteid pelangganid"
        ),
        (
            9,
            "from sender user pengirim author msisdn visitor customer contact fromnumber senderphone phonefrom"
        ),
        (
            8,
            "guestid personid profileid leadid actorid externaluserid senderpsid participantid pesertaid usernsid buyerid"
        ),
        (
            6,
            "uid nomorpengirim senderuuid useruuid fromuid contactuuid customeruuid visitoruuid externalid authoruserid"
        ))

    static let senderName = table(
        (
            10,
            "sendername profilename pushname fullname namalengkap namapengirim nombrecompleto nomecompleto authorname displayname"
        ),
        (10, "contactname customername visitorname fromname usernickname yourname namapelanggan userfullname"),
        (
            9,
            "nama nombre nome notifyname sendernickname senderpushname clientname guestname requestername nickname buyername"
        ),
        (8, "contactprofilename userdisplayname realname leadname personname senderprofilename apodo apelido"),
        (7, "name"))

    static let firstName = table(
        (10, "firstname givenname namadepan primernombre primeironome userfirstname senderfirstname fname"))

    static let lastName = table(
        (10, "lastname familyname surname namabelakang apellido apellidos sobrenome userlastname senderlastname lname"))

    static let username = table(
        (10, "username screenname senderusername fromusername handle userhandle loginname"),
        (8, "login accountname pengguna usuario"))

    static let phone = table(
        (
            10,
            "phone phonenumber mobile mobilenumber mobilephone telephone tel telp telepon notelepon nomortelepon nohp hp handphone"
        ),
        (
            10,
            "nowa nomorwa whatsapp nowhatsapp nomorwhatsapp wanumber whatsappnumber senderphone fromphone contactphone customerphone"
        ),
        (
            10,
            "telefono teléfono celular movil móvil telefone numerodetelefono msisdn userphone phonee164 yourphone nomorhp phonemobile"
        ),
        (
            9,
            "cell cellphone visitorphone clientphone userphonenumber contactphonenumber waid sendernumber fromnumber senderwaid"
        ),
        (8, "wa number contactnumber nomor numero número telefonocelular callernumber"),
        (7, "from sender pengirim remitente remetente remotejid jid author"))

    static let email = table(
        (
            10,
            "email emailaddress mail surel alamatemail correo correoelectronico correoelectrónico useremail senderemail contactemail"
        ),
        (10, "customeremail visitoremail fromemail youremail emailaddr requesteremail clientemail buyeremail"),
        (7, "from sender replyto address login identifier reply"))

    static let time = table(
        (
            10,
            "timestamp sentat messagetimestamp senttime messagetime waktukirim sendtime sendat enviadoen enviadoem messagedate datesent"
        ),
        (
            9,
            "createdat ts receivedat time date datetime waktu tanggal fecha fechahora datahora createdtime occurredat submittedat sentdate"
        ),
        (
            8,
            "created received eventtime eventtimestamp createtime datecreated hora submittime leadsubmittime createdon eventts at sent"
        ),
        (6, "messagets t updatedat firedat triggeredat deliveredat messagereceived landedat"))

    static let messageID = table(
        (
            10,
            "messageid msgid mid wamid idpesan messagesid idmessage messageuuid keyid idmensaje idmensagem messagemid messagekey"
        ),
        (
            9,
            "leadid formresponsetoken fingerprint submissionid responseid ticketmessageid commentid whatsappmessageid messagetoken leadgenid replyid"
        ),
        (8, "clientmessageid smsid smssid uuid messageguid guid clientmsgid formresponseid responsetoken"),
        (7, "id ticketid"), (6, "eventid"), (5, "deliveryid notificationid requestid sid key webhookid updateid"))

    static let conversationID = table(
        (10, "conversationid chatid threadid roomid dialogid idpercakapan percakapanid conversationuuid chatroomid"),
        (
            9,
            "sessionid channelid groupid ticketid conversacionid conversaid chat conversation sourcegroupid sourceroomid"
        ),
        (8, "room session thread threadts ticket conversationkey chatuuid channel detailid topicid conversationsid"))

    static let accountID = table(
        (
            10,
            "accountid accountsid pageid deviceid recipientid toid phonenumberid metadataphonenumberid businessid"
        ),
        (
            9,
            "destination websiteid portalid propertyid teamid workspaceid shopid storeid channelphone businessphone companyid organizationid"
        ),
        (
            8,
            "recipient to device account inboxid entryid siteid projectid appid apiappid integrationid merchantid pageuuid tonumber"
        ),
        (7, "team"), (6, "instanceid tenantid botname page bot instance store toko formid"))

    static let subject = table(
        (10, "subject perihal subjek asunto assunto judul"), (6, "title headline"))

    static let formID = table((10, "formid formname formulirid"), (7, "form formulir surveyid"))

    static let replyTo = table(
        (
            10,
            "replytoid replytomessageid quotedmessageid replytomessagemessageid contextid replytomid inreplyto quotedid"
        ),
        (7, "replyto contextmessageid quotedmsgid parentmessageid"))

    static let target = table(
        (
            9,
            "reactionmid targetid targetmessageid reactedmessageid reactionmessageid messageid mid messageeditmid originalmessageid"
        ),
        (6, "id unsendmessageid keyid messagetoken"))

    static let status = table((10, "status messagestatus state deliverystatus smsstatus ack ackname estado"))

    static let emoji = table((10, "emoji reaction reactionemoji reactiontext newreactionemoji"))

    /// What one of these objects holds is about who wrote.
    static let senderRoles = words(
        """
        from sender user author contact customer visitor client member profile person requester lead subscriber participant enduser guest \
        pengirim pelanggan pengunjung kontak remitente cliente usuario contacto remetente contato source buyer owner pembeli messageuser
        """)

    /// And of these about our side.
    static let ownRoles = words(
        """
        to recipient agent assignee operator admin bot device page account app business metadata destination property website inbox \
        receiver penerima destinatario destinatário team company toko store shop penjual seller webhook integration botprofile
        """)

    /// What was said before, or is only quoted.
    static let quotedRoles = words(
        """
        quoted quotedmessage replytomessage replyto context previous previousmessage original originalmessage parent forwardedfrom \
        lastmessage contextinfo quotedmsg oldmessage referral pinnedmessage
        """)

    /// Things around a message that are not its words.
    static let asideRoles = words(
        """
        meta attachment attachments page pricing app browser device settings links pagination template buttons errors error \
        product order geo location additionalattributes customattributes contentattributes headers utm query context pricingmodel
        """)

    /// Objects that only wrap what they hold.
    static let wrappers = words(
        "data payload fields submission detail details params result attributes properties value values body response formresponse record"
    )

    /// Members that hold files.
    static let attachments = words(
        """
        attachments attachment media file files image images photo photos video videos audio voice document documents sticker lampiran \
        berkas adjuntos archivos anexos arquivos medias imagen gambar dokumen
        """)

    /// Lower case, only letters and digits.
    static func plain(_ name: String) -> String { name.lowercased().filter { $0.isLetter || $0.isNumber } }

    /// The words that a name is made of: `conversation_typingOn` has three.
    static func parts(_ name: String) -> [String] {
        var parts: [String] = []
        var word = ""
        var wasLower = false
        for character in name {
            let startsWord = character.isUppercase && wasLower
            wasLower = character.isLowercase || character.isNumber
            guard character.isLetter || character.isNumber else {
                if !word.isEmpty { parts.append(word) }
                word = ""
                continue
            }
            if startsWord {
                parts.append(word)
                word = ""
            }
            word += character.lowercased()
        }
        return word.isEmpty ? parts : parts + [word]
    }

    private static func table(_ rows: (Int, String)...) -> [String: Int] {
        var table: [String: Int] = [:]
        for (weight, names) in rows {
            for name in names.split(separator: " ") where table[plain(String(name))] == nil {
                table[plain(String(name))] = weight
            }
        }
        return table
    }

    private static func words(_ names: String) -> Set<String> { Set(names.split(separator: " ").map(String.init)) }
}
